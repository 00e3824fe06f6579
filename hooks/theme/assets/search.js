/**
 * Search as you type, in a dialog.
 *
 * In the page "Search" is a link to the A to Z. This turns it into a button. Only when it is pressed are the list of
 * pages (search.json) and MiniSearch fetched, from this site. Results are links: arrow keys move between them,
 * their number is announced, and Escape closes the dialog and gives the focus back to the button.
 */
'use strict';
{
  const SHOWN = 10;
  const QUIET_MS = 400;
  const LITTLE_WORDS = new Set('a am an and are at be been being can do for from has have he how i in is it me my of on or someone that the they to was we what with'.split(' '));
  // People look for advice in a hurry: it comes before ideas for groups, and before all that is only spelt alike.
  const WEIGHTS = { Advice: 3, Page: 2 };
  const OPTIONS = {
    fields: ['t', 'w', 's'],
    storeFields: ['u', 't', 's', 'w', 'k'],
    processTerm: (term) => (LITTLE_WORDS.has(term.toLowerCase()) ? null : term.toLowerCase()),
    searchOptions: {
      boost: { t: 4, w: 3, s: 1 },
      boostDocument: (id, term, { k }) => WEIGHTS[k] || 1,
      prefix: true,
      fuzzy: 0.2,
      weights: { prefix: 0.375, fuzzy: 0.15 },
    },
  };

  const link = document.querySelector('.cap-search');
  const root = document.documentElement.dataset.root;
  const address = (path) => `${root}/${path}`;

  /** An element with attributes and children; text is only ever set as text. */
  const make = (name, attributes = {}, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };

  const loadScript = (src) => new Promise((resolve, reject) => {
    const script = make('script', { src });
    script.addEventListener('load', resolve);
    script.addEventListener('error', reject);
    document.head.append(script);
  });

  const fetchEntries = async () => {
    const response = await fetch(address('search.json'));
    if (!response.ok) throw new Error(`search.json: ${response.status}`);
    return (await response.json()).entries;
  };

  let loading;

  /** The index, made once. A failed load may be tried again. */
  const loadIndex = () => {
    loading ||= Promise.all([fetchEntries(), loadScript(address('assets/vendor/minisearch/minisearch.min.js'))])
      .then(([entries]) => {
        const index = new MiniSearch(OPTIONS);
        index.addAll(entries.map((entry, id) => ({ id, ...entry })));
        return index;
      })
      .catch((error) => {
        loading = undefined;
        throw error;
      });
    return loading;
  };

  const wordsOf = (text) => text.toLowerCase().match(/[\p{L}\d]+/gu) || [];

  /** Whether a page itself was typed: its title, two words of it or more, or, but for ideas, an everyday word of it. */
  const isTyped = (typed, { t, w, k }) => {
    const title = wordsOf(t);
    return (typed.length >= Math.min(title.length, 2) && typed.every((word) => title.includes(word)))
      || (WEIGHTS[k] && w.split(', ').some((one) => `${wordsOf(one)}` === `${typed}`));
  };

  /** Pages that hold every word; where there are none, pages that hold some. A page that was typed itself comes first. */
  const find = (index, words) => {
    const all = index.search(words, { combineWith: 'AND' });
    const found = all.length ? all : index.search(words);
    const itself = found.filter((one) => isTyped(wordsOf(words), one));
    return [...new Set([...itself, ...found])];
  };

  const countWords = (count) => {
    if (count === 0) return 'Nothing found. Try fewer words or other words, or look in the A to Z.';
    if (count > SHOWN) return `${count} results. The best ${SHOWN} are shown.`;
    return count === 1 ? '1 result' : `${count} results`;
  };

  const resultItem = ({ u, t, s, k }) => {
    const item = make('li', {}, make('a', { href: address(u) }, t));
    if (k) item.append(make('span', { class: 'cap-found__kind' }, k));
    if (s) item.append(make('p', {}, s));
    return item;
  };

  const build = () => {
    const input = make('input', { id: 'search-words', type: 'search', autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false', enterkeyhint: 'search' });
    const close = make('button', { type: 'button', class: 'cap-control cap-found__close' }, 'Close');
    const status = make('p', { role: 'status', class: 'cap-found__status' });
    const list = make('ul', { class: 'cap-found__list' });
    // It is English, also on a page that is not.
    const dialog = make('dialog', { class: 'cap-found', 'aria-labelledby': 'search-title', lang: 'en-GB', dir: 'ltr' },
      make('div', { class: 'cap-found__head' }, make('h2', { id: 'search-title' }, 'Search'), close),
      make('div', { role: 'search', class: 'cap-field' }, make('label', { for: 'search-words' }, 'What are you looking for?'), input),
      status, list,
      make('p', {}, make('a', { href: address('a-to-z/') }, 'A to Z of this site')));
    return { dialog, input, close, status, list };
  };

  /** A dialog covers the page. Where the page has a way out, its dialog has it too, in the language of the page. */
  const addExit = (dialog) => {
    const exit = document.querySelector('.cap-exit a');
    if (!exit) return;
    const { lang, dir } = document.documentElement;
    dialog.prepend(make('p', { class: 'cap-exit', lang, dir }, exit.cloneNode(true)));
  };

  /** Move the focus with the arrow keys: from the words to the first result, and through the results. */
  const moveFocus = ({ input, list }, event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key] || (event.key === 'Enter' && event.target === input ? 1 : 0);
    const stops = [input, ...list.querySelectorAll('a')];
    const here = stops.indexOf(document.activeElement);
    if (!step || here < 0) return;
    event.preventDefault();
    stops[Math.min(Math.max(here + step, 0), stops.length - 1)].focus();
  };

  const start = (button) => {
    const parts = build();
    const { dialog, input, close, status, list } = parts;
    let timer;

    /** Told after a pause, so that a screen reader is not interrupted at each letter. */
    const say = (words) => {
      clearTimeout(timer);
      timer = setTimeout(() => { status.textContent = words; }, QUIET_MS);
    };

    const show = async () => {
      const words = input.value.trim();
      try {
        const index = await loadIndex();
        if (words !== input.value.trim()) return;
        const found = words ? find(index, words) : [];
        list.replaceChildren(...found.slice(0, SHOWN).map(resultItem));
        say(words ? countWords(found.length) : '');
      } catch {
        say('Search is not working at the moment. Please use the A to Z.');
      }
    };

    input.addEventListener('input', show);
    dialog.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return moveFocus(parts, event);
      // Left to itself a search box uses up the first Escape to clear its words.
      event.preventDefault();
      return dialog.close();
    });
    dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
    dialog.addEventListener('close', () => button.focus());
    close.addEventListener('click', () => dialog.close());
    addExit(dialog);
    document.body.append(dialog);
    return () => {
      dialog.showModal();
      input.focus();
      input.select();
      show();
    };
  };

  if (link && window.HTMLDialogElement?.prototype.showModal) {
    const button = make('button', { type: 'button', class: link.className, 'aria-haspopup': 'dialog' }, link.textContent);
    let open;
    button.addEventListener('click', () => {
      open ||= start(button);
      open();
    });
    link.replaceWith(button);
  }
}
