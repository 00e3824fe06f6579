/**
 * The way out of a page that somebody may be caught reading.
 *
 * In the page it is a plain link, which works before and without this script. With it, a click or three presses of
 * Escape blank the page at once and put the other site in its place in the history. The link becomes the first stop
 * after "Skip to main content" and stays in view. Nothing is stored; presses are forgotten after a few seconds.
 * Links to places on the page make no entries in the history: after leaving, Back would lead to one of them.
 */
'use strict';
{
  const PRESSES = 3;
  const FORGET_MS = 5000;

  const bar = document.querySelector('[data-quick-exit]');
  const link = bar?.querySelector('a');

  /** The other site is not told which page sends the visitor. */
  const hideReferrer = () => {
    const rule = document.createElement('meta');
    Object.assign(rule, { name: 'referrer', content: 'no-referrer' });
    document.head.append(rule);
  };

  let leaving = false;

  /** Blank the page first: the other site may take a moment to come. */
  const leave = () => {
    if (leaving) return;
    leaving = true;
    document.body.hidden = true;
    document.title = 'Loading';
    location.replace(link.href);
  };

  /** Leave by the link in the bar or its copy in the search. Go to a place on the page without an entry for it. */
  const follow = (event) => {
    const way = event.target.closest('.cap-exit a, a[href^="#"]');
    const leaves = way?.href === link.href;
    if (!way || (!leaves && (event.ctrlKey || event.metaKey || event.shiftKey))) return;
    event.preventDefault();
    if (leaves) leave();
    else location.replace(way.href);
  };

  /** Tell how many presses are left, in the page's own words; nothing when it is none or all of them. */
  const tell = (status, left) => {
    const words = bar.querySelector(`template[data-left="${left}"]`);
    status.replaceChildren(...(words ? [words.content.cloneNode(true)] : []));
  };

  /** Count presses of Escape, also those that close the menu or the search: three always lead out. */
  const counter = (status) => {
    let count = 0;
    let timer;
    const forget = () => {
      count = 0;
      tell(status, PRESSES);
    };
    return (event) => {
      if (event.key !== 'Escape' || event.repeat || event.isComposing) return;
      count += 1;
      clearTimeout(timer);
      if (leaving || count >= PRESSES) {
        // Left to itself Escape stops the loading of the other site.
        event.preventDefault();
        leave();
        return;
      }
      timer = setTimeout(forget, FORGET_MS);
      // After the search has closed: what lies behind an open dialog is not announced.
      setTimeout(() => tell(status, PRESSES - count));
    };
  };

  if (link) {
    hideReferrer();
    const status = document.createElement('span');
    status.className = 'cap-exit__status';
    status.setAttribute('role', 'status');
    bar.querySelector('.cap-exit__hint').hidden = false;
    bar.append(status);
    const skip = document.querySelector('.cap-skip');
    if (skip) skip.after(bar);
    document.addEventListener('click', follow);
    addEventListener('keydown', counter(status), { capture: true });
  }
}
