/**
 * The Menu button on narrow screens.
 *
 * In the page "Menu" is a link to the footer, and the navigation is in view where scripts are off.
 * This turns the link into a button that opens and closes the navigation; Escape closes it.
 */
'use strict';
{
  const link = document.querySelector('.cap-menu');
  const nav = document.getElementById('nav');

  /** Show or hide the navigation and say so to assistive technology. */
  const setOpen = (button, open) => {
    nav.toggleAttribute('data-open', open);
    button.setAttribute('aria-expanded', String(open));
  };

  const closeOnEscape = (button) => (event) => {
    if (event.key !== 'Escape' || !nav.hasAttribute('data-open')) return;
    setOpen(button, false);
    button.focus();
  };

  if (link && nav) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = link.className;
    button.textContent = link.textContent;
    button.setAttribute('aria-controls', nav.id);
    setOpen(button, false);
    link.replaceWith(button);

    button.addEventListener('click', () => setOpen(button, !nav.hasAttribute('data-open')));
    for (const part of [button, nav]) part.addEventListener('keydown', closeOnEscape(button));
  }
}
