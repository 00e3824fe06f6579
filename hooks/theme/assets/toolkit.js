/**
 * Narrows and sorts the toolkit on its front page.
 *
 * In the page the groups are links to pages. This reads the list of initiatives (toolkit.json) and puts a form before
 * the links: an initiative is shown when it fits one of the ticks in each group that has any, and holds every word
 * that was typed. The choice is in the address, so it can be shared and is there again after "Back"; nothing is stored.
 * The list is made once: narrowing only hides and shows. A very long list shows its first part, as laying out a
 * thousand entries at each tick would keep a phone busy; a button shows the rest.
 */
'use strict';
{
  const WORDS = 'words';
  const SORT = 'sort';
  const SORTS = [['title', 'Name'], ['cost', 'Cost, the lowest first'], ['time', 'Time to set up, the shortest first'], ['evidence', 'Evidence, the best first']];
  const QUIET_MS = 400;
  const OPEN_ON_WIDE = 2;
  const FIRST = 100;

  const root = document.documentElement.dataset.root;
  const wide = matchMedia('(min-width: 48em)').matches;

  /** An element with attributes and children; text is only ever set as text. */
  const make = (name, attributes = {}, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };

  const plain = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const weeksWords = (weeks) => `About ${weeks} ${weeks === 1 ? 'week' : 'weeks'} to set up`;

  /** What each sort compares: titles stay in the list's own order, the alphabet's. */
  const ranks = (facets) => {
    const place = (name) => {
      const order = (facets.find((facet) => facet.name === name)?.choices || []).map(([choice]) => choice);
      return (entry) => order.indexOf(entry[name]?.[0]);
    };
    return { title: () => 0, cost: place('cost'), time: (entry) => entry.weeks, evidence: place('evidence') };
  };

  class Toolkit {
    constructor(mount, { facets, entries }) {
      this.facets = facets;
      this.ranks = ranks(facets);
      this.rows = entries.map((entry, place) => ({ entry, place, text: plain(`${entry.t} ${entry.s}`), item: this.row(entry) }));
      this.build(mount);
      this.restore();
      addEventListener('popstate', () => this.restore());
      addEventListener('pageshow', (event) => event.persisted && this.restore());
    }

    build(mount) {
      this.words = make('input', { id: 'toolkit-words', type: 'search', autocomplete: 'off', enterkeyhint: 'search' });
      this.sort = make('select', { id: 'toolkit-sort', autocomplete: 'off' }, ...SORTS.map(([value, words]) => make('option', { value }, words)));
      this.groups = this.facets.map((facet, place) => this.group(facet, wide && place < OPEN_ON_WIDE));
      this.clear = make('button', { type: 'button', class: 'cap-button cap-button--quiet' }, 'Clear all');
      this.count = make('p', { class: 'cap-narrow__count' });
      this.status = make('p', { role: 'status', class: 'cap-visually-hidden' });
      this.list = make('ul', { class: 'cap-narrow__list', role: 'list' }, ...this.rows.map(({ item }) => item));
      this.more = make('button', { type: 'button', class: 'cap-button cap-button--quiet' });
      this.more.addEventListener('click', () => this.showRest());
      const form = make('form', { class: 'cap-narrow__form', 'aria-label': 'Narrow the toolkit' },
        make('div', { class: 'cap-field' }, make('label', { for: this.words.id }, 'With these words'), this.words),
        ...this.groups.map(({ box }) => box),
        make('div', { class: 'cap-field' }, make('label', { for: this.sort.id }, 'Sort by'), this.sort),
        this.clear);
      form.addEventListener('submit', (event) => event.preventDefault());
      form.addEventListener('input', () => this.chosen());
      this.clear.addEventListener('click', () => {
        this.read(new URLSearchParams());
        this.chosen();
      });
      mount.replaceChildren(make('div', { class: 'cap-narrow' }, form,
        make('div', { class: 'cap-narrow__found' }, this.count, this.status, this.list, this.more)));
    }

    group({ name, title, choices }, open) {
      const ticks = choices.map(([value, words]) => {
        const input = make('input', { type: 'checkbox', name, value, autocomplete: 'off' });
        return { input, line: make('label', {}, input, words) };
      });
      const chosen = make('span', { class: 'cap-narrow__chosen' });
      const box = make('details', open ? { open: '' } : {}, make('summary', {}, title, ' ', chosen),
        make('fieldset', { class: 'cap-radios' }, make('legend', { class: 'cap-visually-hidden' }, title), ...ticks.map(({ line }) => line)));
      return { name, box, chosen, inputs: ticks.map(({ input }) => input) };
    }

    row(entry) {
      const words = (name) => this.facets.find((facet) => facet.name === name)?.choices
        .filter(([choice]) => entry[name]?.includes(choice)).map(([, label]) => label).join(', ');
      const item = make('li', {}, make('a', { href: `${root}/${entry.u}` }, entry.t));
      const kind = entry.evidence?.includes('harmful') ? 'cap-warn cap-warn--harmful' : 'cap-warn';
      if (entry.w) item.append(' ', make('strong', { class: kind }, entry.w));
      const facts = [words('cost'), weeksWords(entry.weeks), words('evidence')].filter(Boolean);
      item.append(make('p', {}, entry.s), make('p', { class: 'cap-list__more' }, `${facts.join('. ')}.`));
      return item;
    }

    /** The ticks of a group that are on. */
    static ticked({ inputs }) {
      return inputs.filter((input) => input.checked).map((input) => input.value);
    }

    /** Put what an address says into the form; what it does not know is passed over. */
    read(asked) {
      for (const group of this.groups) {
        const values = (asked.get(group.name) || '').split(',');
        for (const input of group.inputs) input.checked = values.includes(input.value);
        if (Toolkit.ticked(group).length) group.box.open = true;
      }
      this.words.value = asked.get(WORDS) || '';
      const sort = asked.get(SORT);
      this.sort.value = SORTS.some(([value]) => value === sort) ? sort : 'title';
    }

    restore() {
      this.read(new URLSearchParams(location.search));
      this.show();
    }

    /** The visitor has chosen: show it, keep it in the address, and say how many are left after a pause. */
    chosen() {
      const words = this.show();
      history.replaceState(history.state, '', this.address());
      clearTimeout(this.timer);
      this.timer = setTimeout(() => { this.status.textContent = words; }, QUIET_MS);
    }

    address() {
      const pairs = this.groups.map((group) => [group.name, Toolkit.ticked(group).join(',')]);
      pairs.push([WORDS, this.words.value.trim()], [SORT, this.sort.value === 'title' ? '' : this.sort.value]);
      const query = pairs.filter(([, value]) => value).map(([name, value]) => `${name}=${encodeURIComponent(value).replaceAll('%2C', ',')}`);
      return `${location.pathname}${query.length ? '?' : ''}${query.join('&')}${location.hash}`;
    }

    /** Put the list in order, hide what does not fit or is too much, and return the words for how many fit. */
    show(most = FIRST) {
      const wanted = this.groups.map((group) => [group.name, Toolkit.ticked(group)]).filter(([, values]) => values.length);
      const typed = plain(this.words.value).split(/\s+/).filter(Boolean);
      this.order();
      let count = 0;
      for (const { entry, text, item } of this.rows) {
        const fits = wanted.every(([name, values]) => values.some((value) => entry[name]?.includes(value)))
          && typed.every((word) => text.includes(word));
        count += Number(fits);
        const shown = fits && count <= most;
        if (item.hidden === shown) item.hidden = !shown;
      }
      this.more.hidden = count <= most;
      this.more.textContent = `Show the other ${count - most}`;
      for (const group of this.groups) {
        const ticks = Toolkit.ticked(group).length;
        group.chosen.textContent = ticks ? `(${ticks} chosen)` : '';
      }
      this.count.textContent = this.countWords(count);
      return this.count.textContent;
    }

    /** Show all that fits, and go on at the first that was not shown before. */
    showRest() {
      const next = this.rows.filter(({ item }) => !item.hidden).at(-1).item;
      this.show(Infinity);
      let item = next.nextElementSibling;
      while (item?.hidden) item = item.nextElementSibling;
      item?.querySelector('a').focus();
    }

    /** The list comes in the order of titles, and each sort starts from there. */
    order() {
      const sort = this.sort.value;
      if (sort === (this.sorted || 'title')) return;
      this.sorted = sort;
      const rank = this.ranks[sort];
      this.rows.sort((one, other) => rank(one.entry) - rank(other.entry) || one.place - other.place);
      this.list.append(...this.rows.map(({ item }) => item));
    }

    countWords(count) {
      if (count === 0) return 'Nothing fits all of that. Take a tick away, or clear all.';
      if (count === this.rows.length) return `All ${count} fit.`;
      return `${count} of ${this.rows.length} fit.`;
    }
  }

  /** The links to the groups stay, closed, below the form. */
  const fold = (groups) => {
    const box = make('details', { class: 'cap-narrow__groups' }, make('summary', {}, 'Go by lists instead'));
    groups.replaceWith(box);
    box.append(groups);
    return box;
  };

  const load = async (address) => {
    try {
      const response = await fetch(address);
      return response.ok ? await response.json() : undefined;
    } catch {
      return undefined;
    }
  };

  const start = async (mount, groups) => {
    const box = fold(groups);
    const data = await load(mount.dataset.toolkit);
    // Without the list there is no form, and the links do the same.
    if (data) new Toolkit(mount, data);
    else box.replaceWith(groups);
  };

  const mount = document.querySelector('[data-toolkit]');
  const groups = document.querySelector('[data-toolkit-groups]');
  if (mount && groups) start(mount, groups);
}
