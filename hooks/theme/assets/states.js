/**
 * Keeps the state of every round true on the day the page is read.
 *
 * The page is built once and says "Open on 15 December 2025", which stays true for ever. This script reads each
 * round's first instant and its first too-late instant (both UTC), works out the state now, and corrects the badge,
 * the group its card stands in, what is said of the day of the build, and what is shown only when a round is open
 * or none is.
 * Of a round with a missing date it says only what the other date makes certain.
 */
'use strict';
{
  const DAY = 24 * 60 * 60 * 1000;
  const londonDay = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London' });
  const londonHour = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', hour: 'numeric', hourCycle: 'h23' });

  /** The London calendar day of an instant, as a whole number of days. */
  const dayNumber = (instant) => Date.parse(londonDay.format(instant)) / DAY;

  /** Noon in London on a preview's day: noon UTC, or an hour before it in summer time. */
  const previewNow = (day) => {
    const noon = Date.parse(`${day}T12:00:00Z`);
    return noon - (Number(londonHour.format(noon)) - 12) * 60 * 60 * 1000;
  };

  const now = () => {
    const preview = document.querySelector('meta[name="programme-today"]');
    return preview ? previewNow(preview.content) : Date.now();
  };

  const daysLeftWords = (days) => {
    if (days === 0) return 'Closes today';
    return `Closing soon: ${days} ${days === 1 ? 'day' : 'days'} left`;
  };

  const UNCONFIRMED = { state: 'unconfirmed', words: 'Dates to be confirmed' };
  const NO_DATE = { state: 'no-date', words: 'No date known' };

  /**
   * {state, words} of one round, or nothing where what the page says must stand: where a date is not known to the day,
   * the builder may know more ("March 2026") than the two instants tell.
   */
  const stateOf = (round, instant) => {
    const opens = Date.parse(round.dataset.opens);
    const closes = Date.parse(round.dataset.closes);
    if (instant >= closes) return { state: 'closed', words: 'Closed' };
    if (instant < opens) return { state: 'upcoming', words: 'Not open yet' };
    // The year in which it was to open, say, is over.
    if (instant >= Date.parse(round.dataset.expected)) return NO_DATE;
    if (Number.isNaN(opens)) return undefined;
    // Its first day has come, and nobody has said which is its last.
    if (Number.isNaN(closes)) return round.querySelector('[data-state="upcoming"]') ? UNCONFIRMED : undefined;
    const days = dayNumber(closes - 1) - dayNumber(instant);
    if (days > Number(round.dataset.soonDays || 14)) return { state: 'open', words: 'Open now' };
    return { state: 'closing-soon', words: daysLeftWords(days) };
  };

  const isOpen = (state) => state === 'open' || state === 'closing-soon';

  /** "until 5pm on 12 January 2026" after the badge of an open round that gives its closing time in words. */
  const showUntil = (round, state) => {
    round.querySelector('.cap-state__until')?.remove();
    if (!round.dataset.closesWords || !isOpen(state)) return;
    const until = document.createElement('span');
    until.className = 'cap-state__until';
    until.textContent = ` until ${round.dataset.closesWords}`;
    round.append(until);
  };

  const showState = (round, { state, words }) => {
    const badge = round.querySelector('.cap-badge');
    badge.dataset.state = state;
    badge.textContent = words;
    showUntil(round, state);
  };

  /** Where a card stands in its group: the next to close first, of the closed the latest first. */
  const rank = (card, group) => {
    const closes = Date.parse(card.querySelector('[data-round-state]')?.dataset.closes);
    return group === 'closed' ? -closes : closes;
  };

  /** Put a card into the list of its group; hide it where the page has no such group. */
  const moveCard = (card, group) => {
    const list = document.querySelector(`[data-round-group="${group}"] [data-round-cards]`);
    card.hidden = !list;
    if (!list || card.parentElement === list) return;
    const later = [...list.children].find((other) => rank(other, group) > rank(card, group));
    list.insertBefore(card, later || null);
  };

  const sayNoDate = (card) => {
    const dates = card.querySelector('[data-no-date]');
    dates.textContent = dates.dataset.noDate;
  };

  const correctGroups = () => {
    for (const section of document.querySelectorAll('[data-round-group]')) {
      section.hidden = !section.querySelector('[data-round-cards] > li:not([hidden])');
    }
  };

  /** What the page says of the day of its build, in words for now. */
  const speakOfNow = () => {
    for (const words of document.querySelectorAll('[data-now-words]')) words.textContent = words.dataset.nowWords;
  };

  /** On a round's own page: what holds only in some states. */
  const showParts = (state) => {
    for (const part of document.querySelectorAll('[data-state-part]')) {
      part.hidden = !part.dataset.statePart.split(' ').includes(state);
    }
  };

  const correctPage = (rounds) => {
    const instant = now();
    let someOpen = false;
    for (const round of rounds) {
      const found = stateOf(round, instant);
      if (!found) continue;
      if (round === rounds[0]) showParts(found.state);
      someOpen ||= isOpen(found.state);
      showState(round, found);
      const card = round.closest('[data-round-group] [data-round-cards] > li');
      if (!card) continue;
      moveCard(card, isOpen(found.state) ? 'open' : found.state);
      if (found === NO_DATE) sayNoDate(card);
    }
    correctGroups();
    speakOfNow();
    for (const part of document.querySelectorAll('[data-when-open]')) {
      part.hidden = part.dataset.whenOpen !== (someOpen ? 'some' : 'none');
    }
  };

  const rounds = document.querySelectorAll('[data-round-state]');
  if (rounds.length) {
    correctPage(rounds);
    // A page left open overnight is corrected when the visitor comes back to it.
    document.addEventListener('visibilitychange', () => document.hidden || correctPage(rounds));
  }
}
