/**
 * What a printed page says about itself: its address, where the build did not know it, and the day it was printed.
 */
'use strict';
{
  const note = document.querySelector('[data-print]');
  const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'Europe/London' });

  const fill = () => {
    const address = note.querySelector('[data-print-address]');
    if (!address.textContent.trim()) address.textContent = location.href.split('#')[0];
    const printed = note.querySelector('[data-print-day]') || note.appendChild(document.createElement('span'));
    printed.setAttribute('data-print-day', '');
    printed.textContent = ` Printed on ${day.format(new Date())}.`;
  };

  if (note) {
    fill();
    addEventListener('beforeprint', fill);
  }
}
