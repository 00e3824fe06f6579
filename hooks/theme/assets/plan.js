/**
 * A plan that is filled in on its page: printed in full, downloaded as a document, kept only if the visitor asks.
 *
 * The page is whole without this script: its fields can be typed into and printed. Nothing is ever sent. Only while
 * "Keep this plan on this device" is ticked, what is written is in this browser's own store (localStorage).
 */
'use strict';
{
  const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'Europe/London' });

  /** Text for RTF: its three signs escaped, other letters as numbers, which every word processor reads. */
  const rtf = (text) =>
    text.replace(/[^\x20-\x7e]|[\\{}]/g, (sign) => {
      if (sign === '\n') return '\\line\n';
      if (sign === '\t') return '\\tab ';
      if (/[\\{}]/.test(sign)) return `\\${sign}`;
      const code = sign.charCodeAt(0);
      if (code < 0xa0) return '';
      return `\\u${code > 0x7fff ? code - 0x10000 : code}?`;
    });

  const RTF_HEAD = [
    '{\\rtf1\\ansi\\ansicpg1252\\uc1\\deff0\\deflang2057{\\fonttbl{\\f0\\fswiss Arial;}}',
    '{\\stylesheet{\\s0\\sa120\\f0\\fs24 Normal;}{\\s1\\outlinelevel0\\sb240\\sa120\\keepn\\b\\f0\\fs36 heading 1;}',
    '{\\s2\\outlinelevel1\\sb240\\sa80\\keepn\\b\\f0\\fs30 heading 2;}{\\s3\\outlinelevel2\\sb160\\sa60\\keepn\\b\\f0\\fs24 heading 3;}}',
    '\\paperw11906\\paperh16838\\margl1134\\margr1134\\margt1134\\margb1134',
  ].join('\n');
  const RTF_STYLES = [
    '\\s0\\sa120\\f0\\fs24\\lang2057 ',
    '\\s1\\outlinelevel0\\sb240\\sa120\\keepn\\b\\f0\\fs36\\lang2057 ',
    '\\s2\\outlinelevel1\\sb240\\sa80\\keepn\\b\\f0\\fs30\\lang2057 ',
    '\\s3\\outlinelevel2\\sb160\\sa60\\keepn\\b\\f0\\fs24\\lang2057 ',
  ];

  /** A document for word processors from paragraphs: [level of the heading, or 0 for text; the text]. */
  const rtfDocument = (title, paragraphs) => {
    const body = paragraphs.map(([level, text]) => `{\\pard\\plain${RTF_STYLES[level]}${rtf(text)}\\par}`);
    return `${RTF_HEAD}{\\info{\\title ${rtf(title)}}}\n${body.join('\n')}\n}`;
  };

  /** The address of this page, as the page itself gives it on paper. */
  const addressOf = () => document.querySelector('link[rel="canonical"]')?.href || location.href.split('#')[0];

  /** What is kept on this device of one plan. A browser may refuse to keep anything: then every call throws. */
  const storeOf = (id) => {
    const key = `programme-plan-${id}`;
    return {
      key,
      read: () => {
        try {
          const kept = JSON.parse(localStorage.getItem(key));
          return kept && typeof kept.answers === 'object' ? kept.answers : null;
        } catch {
          return null;
        }
      },
      write: (answers) => localStorage.setItem(key, JSON.stringify({ version: 1, answers })),
      remove: () => localStorage.removeItem(key),
    };
  };

  /** The plan of one page. */
  class Plan {
    constructor(plan) {
      this.plan = plan;
      this.store = storeOf(plan.dataset.plan);
      this.fields = [...plan.querySelectorAll('input, textarea')];
      this.keep = document.querySelector('[data-plan-keep]');
      this.remove = document.querySelector('[data-plan-delete]');
      this.status = document.querySelector('[data-plan-status]');
      this.kept = this.store.read();
      this.isUnsaved = false;
      this.addPaper();
      this.setKeeping(false); // a browser may put back the tick of an earlier visit
      if (this.kept) this.restore();
      this.listen();
      for (const tools of document.querySelectorAll('[data-plan-tools]')) tools.hidden = false;
    }

    /** A field on paper shows only what fits its box: beside each stands a copy for paper, which shows all. */
    addPaper() {
      this.papers = this.fields.map((field) => {
        const paper = document.createElement('div');
        paper.className = 'cap-plan__paper cap-print-only';
        if (field.dataset.room) paper.dataset.room = field.dataset.room;
        field.after(paper);
        return paper;
      });
      this.plan.dataset.live = '';
      this.copyToPaper();
    }

    copyToPaper() {
      this.papers.forEach((paper, number) => { paper.textContent = this.fields[number].value; });
    }

    listen() {
      this.plan.addEventListener('input', () => this.change());
      // A browser shows the line where one types; who comes by keyboard sees the whole field, if it fits.
      this.plan.addEventListener('keyup', ({ key, target }) => {
        if (key === 'Tab' && target.offsetHeight < innerHeight) target.scrollIntoView({ block: 'nearest' });
      });
      this.keep.addEventListener('change', () => (this.keep.checked ? this.begin() : this.end()));
      this.remove.addEventListener('click', () => this.end());
      document.querySelector('[data-plan-print]').addEventListener('click', () => window.print());
      document.querySelector('[data-plan-download]').addEventListener('click', () => this.download());
      addEventListener('storage', (event) => this.follow(event));
      addEventListener('beforeunload', (event) => { if (this.isUnsaved) event.preventDefault(); });
    }

    say(words) {
      this.status.textContent = words;
    }

    get answers() {
      return Object.fromEntries(this.fields.map((field) => [field.name, field.value]));
    }

    /** Fill in what was kept. A question that the plan no longer asks stays in the store until it is deleted. */
    restore() {
      for (const field of this.fields) field.value = this.kept[field.name] ?? field.value;
      this.setKeeping(true);
      this.copyToPaper();
      this.say('This is the plan that you kept on this device.');
    }

    change() {
      this.copyToPaper();
      this.isUnsaved = !this.keep.checked || !this.save();
    }

    /** Keep what is written; tell when the browser refuses. Returns whether it is kept. */
    save() {
      try {
        this.store.write({ ...this.kept, ...this.answers });
        return true;
      } catch {
        this.setKeeping(false);
        this.say('This browser does not let us keep the plan. Print or download it before you leave.');
        return false;
      }
    }

    setKeeping(keeping) {
      this.keep.checked = keeping;
      this.remove.hidden = !keeping;
    }

    begin() {
      if (!this.save()) return;
      this.isUnsaved = false;
      this.setKeeping(true);
      this.say('This plan is now kept on this device. What you write is added as you write.');
    }

    end() {
      const hadFocus = document.activeElement === this.remove;
      this.kept = null;
      try {
        this.store.remove();
      } catch { /* What cannot be reached was never kept. */ }
      this.isUnsaved = true;
      this.setKeeping(false);
      if (hadFocus) this.keep.focus();
      this.say('Deleted from this device. What you wrote stays on this page until you leave it.');
    }

    /** Another tab has deleted the plan: do not write it again from here. */
    follow({ key, newValue }) {
      if (newValue !== null || (key !== null && key !== this.store.key) || !this.keep.checked) return;
      this.kept = null;
      this.isUnsaved = true;
      this.setKeeping(false);
      this.say('The plan was deleted from this device in another window.');
    }

    /** The headings and answers in their order, and where and when the document was made. */
    paragraphs() {
      const parts = [[1, document.querySelector('h1').textContent]];
      for (const part of this.plan.querySelectorAll('h2, label, input, textarea')) {
        if (part.matches('h2')) parts.push([2, part.textContent]);
        else if (part.matches('label')) parts.push([3, part.textContent]);
        else parts.push([0, part.value]);
      }
      return [...parts, [0, `Written on ${day.format(new Date())}. The page to fill in: ${addressOf()}`]];
    }

    download() {
      const title = document.querySelector('h1').textContent;
      const file = new Blob([rtfDocument(title, this.paragraphs())], { type: 'application/rtf' });
      const link = document.createElement('a');
      link.href = URL.createObjectURL(file);
      link.download = `${this.plan.dataset.plan}-plan.rtf`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
      this.isUnsaved = false;
      this.say('The document is in your downloads. Most word processors can open it.');
    }
  }

  const plan = document.querySelector('[data-plan]');
  if (plan) new Plan(plan);
}
