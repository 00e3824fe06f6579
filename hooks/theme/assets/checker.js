/**
 * The eligibility checker: the fund's rules, asked as a short series of questions.
 *
 * The page holds every rule as a list, which is whole without this script, and the same rules as data. The script
 * asks one question at a time and ends in an answer that shows the rules behind it, copied from the list. Answers
 * live in this page's memory only: never stored, sent, or put into an address or the browser's history.
 */
'use strict';
{
  const matches = (pattern, text) => new RegExp(`^(?:${pattern})$`).test(text);

  /** Pounds or people as typed, in one of the forms that the data allows; NaN when it is not such a number. */
  const amount = (data, text) => (matches(data.patterns.money, text) ? Number(text.replace(/[^0-9.]/g, '')) : NaN);

  const isUsable = (data, question, answer) => {
    const pattern = data.patterns[question.answer];
    return pattern ? matches(pattern, answer) : question.options.some(({ id }) => id === answer);
  };

  const applies = (data, rule, answers) => {
    if (rule.unless && rule.unless.values.includes(answers[rule.unless.question] ?? '')) return false;
    const answer = answers[rule.question] ?? '';
    if (rule.test === 'more-than') return amount(data, answer) > Number(rule.values[0]);
    return rule.values.includes(answer) === (rule.test === 'is-one-of');
  };

  /**
   * What follows from answers (text, by the question's id): {outcome, rules, unanswered}, rules and questions by id.
   * It says what programme.eligibility.decide says; a test compares the two.
   */
  const decide = (data, answers) => {
    const open = data.questions.filter((question) => !isUsable(data, question, answers[question.id] ?? ''));
    const unanswered = open.map(({ id }) => id);
    const isKnown = (rule) => !unanswered.includes(rule.question) && !unanswered.includes(rule.unless?.question);
    const fired = data.rules.filter((rule) => isKnown(rule) && applies(data, rule, answers));
    const says = (outcome) => fired.some((rule) => rule.outcome === outcome);
    const ask = says('ask-first') || unanswered.length > 0;
    const outcome = (says('not-eligible') && 'not-eligible') || (ask && 'ask-first') || 'eligible';
    return { outcome, rules: fired.map(({ id }) => id), unanswered };
  };

  /** A new element with its attributes and what stands in it; text is always text. */
  const make = (tag, attributes, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) if (value) element.setAttribute(name, value);
    element.append(...children.filter(Boolean));
    return element;
  };

  const makeButton = (words, act) => {
    const button = make('button', { type: 'button', class: 'cap-button cap-button--quiet' }, ...[words].flat());
    button.addEventListener('click', act);
    return button;
  };

  const FIELD = 'checker-answer';
  const IDS = { heading: 'checker-question', progress: 'checker-progress', hint: 'checker-hint', error: 'checker-error' };
  const INPUT_MODES = { count: 'numeric', money: 'decimal' };
  const ERRORS = {
    count: 'Write a whole number, for example 12. If there are none, write 0.',
    money: 'Write an amount in pounds that is more than 0, for example 9,500 or £9,500.50.',
    'yes-no': 'Choose yes or no.',
    choice: 'Choose one of the answers.',
  };
  const MARKS = { eligible: 'yes', 'ask-first': 'ask', 'not-eligible': 'no' };

  /** An answer in words: the label of the option, or the number as it was understood. */
  const sayAnswer = (data, question, answer) => {
    const chosen = question.options.find(({ id }) => id === answer);
    if (chosen) return chosen.label;
    const number = amount(data, answer);
    const digits = { minimumFractionDigits: Number.isInteger(number) ? 0 : 2 };
    return (question.answer === 'money' ? '£' : '') + number.toLocaleString('en-GB', digits);
  };

  /* The parts of one question. */

  const hintOf = (question) => question.hint && make('p', { class: 'cap-hint', id: IDS.hint }, question.hint);

  const errorOf = (error) => {
    const prefix = make('span', { class: 'cap-visually-hidden' }, 'Error: ');
    return error && make('p', { class: 'cap-error', id: IDS.error }, prefix, error);
  };

  const described = (question, error) => ({
    'aria-describedby': [question.hint && IDS.hint, error && IDS.error].filter(Boolean).join(' '),
    'aria-invalid': error && 'true',
  });

  const headingOf = (...children) =>
    make('h2', { id: IDS.heading, tabindex: '-1', 'aria-describedby': IDS.progress }, ...children);

  const radio = (option, number, answer) => {
    const id = number ? `${FIELD}-${number}` : FIELD;
    const input = make('input', { type: 'radio', name: FIELD, id, value: option.id });
    input.checked = option.id === answer;
    const hint = option.hint && make('span', { class: 'cap-hint' }, option.hint);
    return make('div', {}, input, make('label', { for: id }, make('span', {}, option.label, hint && make('br', {}), hint)));
  };

  const radios = (question, answer, error) => {
    const attributes = { class: 'cap-radios', role: 'radiogroup', 'aria-labelledby': IDS.heading };
    const options = question.options.map((option, number) => radio(option, number, answer));
    const legend = make('legend', {}, headingOf(question.ask));
    const parts = [legend, hintOf(question), errorOf(error), ...options];
    return make('fieldset', { ...attributes, ...described(question, error) }, ...parts);
  };

  const field = (question, answer, error) => {
    const heading = headingOf(make('label', { for: FIELD }, question.ask));
    const attributes = { type: 'text', name: FIELD, id: FIELD, autocomplete: 'off', spellcheck: 'false' };
    const inputmode = INPUT_MODES[question.answer];
    const input = make('input', { ...attributes, inputmode, ...described(question, error) });
    input.value = answer;
    return make('div', { class: 'cap-field' }, heading, hintOf(question), errorOf(error), input);
  };

  const summaryOf = (error) => {
    const link = make('a', { href: `#${FIELD}` }, error);
    link.addEventListener('click', (event) => {
      event.preventDefault();
      document.getElementById(FIELD).focus();
    });
    const title = make('h2', { class: 'cap-callout__title', id: 'checker-problem' }, 'There is a problem');
    const attributes = { role: 'alert', tabindex: '-1', 'aria-labelledby': title.id };
    return make('div', { class: 'cap-callout cap-callout--warning', ...attributes }, title, make('p', {}, link));
  };

  /* The parts of the result. */

  /** The words of a rule, copied from the list of rules. */
  const ruleWords = (rule) => {
    const copy = document.querySelector(`[data-rule="${CSS.escape(rule.id)}"]`).cloneNode(true);
    copy.removeAttribute('id');
    return copy;
  };

  const rulesUnder = (title, rules) => (rules.length ? [make('h3', {}, title), ...rules.map(ruleWords)] : []);

  /** A rule that stops nobody with these answers: the answer, and what lifts the rule, in the place of its reason. */
  const passedRule = (data, rule, answers) => {
    const say = (id) => {
      const question = data.questions.find((one) => one.id === id);
      return { ask: question.ask, answer: sayAnswer(data, question, answers[id]) };
    };
    const copy = ruleWords(rule);
    const reason = copy.querySelector('[data-rule-reason]');
    const isLifted = applies(data, { ...rule, unless: null }, answers);
    const lifting = isLifted && say(rule.unless.question);
    reason.textContent = `Your answer: ${say(rule.question).answer}. The rule does not stop you`;
    reason.append(isLifted ? `, because to “${lifting.ask}” you answered “${lifting.answer}”.` : '.');
    return copy;
  };

  const reasonsFor = (data, { outcome, rules }, answers) => {
    const limits = data.rules.filter((rule) => rule.outcome !== 'note');
    if (outcome === 'eligible') return limits.map((rule) => passedRule(data, rule, answers));
    return limits.filter((rule) => rules.includes(rule.id) && rule.outcome === outcome).map(ruleWords);
  };

  /** The verdict in words: what the page says of the outcome, with the rules behind it in their place. */
  const verdictOf = (data, verdict, answers) => {
    const { outcome } = verdict;
    const template = document.querySelector(`template[data-checker-outcome="${outcome}"]`);
    const box = make('div', { class: 'cap-answer', 'data-answer': MARKS[outcome] }, template.content.cloneNode(true));
    box.querySelector('[data-checker-reasons]').append(...reasonsFor(data, verdict, answers));
    return box;
  };

  const otherRules = (data, { outcome, rules }) => {
    const of = (wanted) => data.rules.filter((rule) => rules.includes(rule.id) && rule.outcome === wanted);
    const alsoAsk = outcome === 'not-eligible' ? of('ask-first') : [];
    return [...rulesUnder('You would also have to ask the office', alsoAsk), ...rulesUnder('Good to know', of('note'))];
  };

  /** Asks the questions of one page. */
  class Checker {
    constructor(mount, rules, data) {
      this.mount = mount;
      this.rules = rules;
      this.data = data;
      this.title = document.title;
      addEventListener('popstate', (event) => this.arrive(event.state?.checker));
      addEventListener('beforeprint', () => this.openRulesToPrint());
      this.begin();
      this.show();
    }

    /** Forget every answer. Entries of the history that belong to an earlier life of the page lead to the start. */
    begin() {
      this.answers = {};
      this.life = Math.random();
      this.here = { life: this.life, step: 0, depth: 0 };
      history.replaceState({ checker: this.here }, '');
    }

    get firstUnanswered() {
      const { unanswered } = decide(this.data, this.answers);
      const found = this.data.questions.findIndex(({ id }) => unanswered.includes(id));
      return found < 0 ? this.data.questions.length : found;
    }

    /** Go to a question, or past the last one to the result. The history learns the step's number, no answer. */
    go(step, { changing = false } = {}) {
      this.here = { life: this.life, step, changing, depth: this.here.depth + 1 };
      history.pushState({ checker: this.here }, '');
      this.show();
      this.focusHeading();
    }

    /** The visitor went back or forward. A link to a place on this page makes an entry without a step: stay. */
    arrive(entry) {
      if (entry) {
        const known = entry.life === this.life ? entry : { life: this.life, step: 0, depth: 0 };
        this.here = { ...known, step: Math.min(known.step, this.firstUnanswered) };
      }
      history.replaceState({ checker: this.here }, '');
      if (!entry) return;
      this.show();
      this.focusHeading();
    }

    show(error = '') {
      const question = this.data.questions[this.here.step];
      this.mount.replaceChildren(...(question ? this.question(question, error) : this.result()));
      const place = question ? this.progress() : 'Your answer';
      const isStart = this.here.depth === 0 && !error;
      document.title = isStart ? this.title : `${error && 'Error: '}${place}: ${this.title}`;
    }

    focusHeading() {
      this.mount.querySelector('h2').focus();
    }

    progress() {
      return `Question ${this.here.step + 1} of ${this.data.questions.length}`;
    }

    question(question, error) {
      const build = question.options.length ? radios : field;
      const back = this.here.depth > 0 && makeButton('Back', () => history.back());
      const next = make('button', { type: 'submit', class: 'cap-button' }, 'Continue');
      const progress = make('p', { class: 'cap-hint', id: IDS.progress }, this.progress());
      const answer = error ? this.typed : this.answers[question.id] ?? '';
      const parts = [progress, build(question, answer, error), make('p', {}, next, back)];
      const form = make('form', { autocomplete: 'off' }, error && summaryOf(error), ...parts);
      form.noValidate = true;
      form.addEventListener('submit', (event) => this.take(event, question));
      return [form];
    }

    /** Read the answer; say what is wrong with it, or go on. */
    take(event, question) {
      event.preventDefault();
      this.typed = (new FormData(event.target).get(FIELD) ?? '').trim();
      if (!isUsable(this.data, question, this.typed)) {
        this.show(ERRORS[question.answer]);
        this.mount.querySelector('[role="alert"]').focus();
        return;
      }
      this.answers[question.id] = this.typed;
      this.go(this.here.changing ? this.firstUnanswered : this.here.step + 1);
    }

    result() {
      const verdict = decide(this.data, this.answers);
      const given = this.data.questions.map((question, step) => this.given(question, step));
      const print = makeButton('Print this answer', () => window.print());
      const again = makeButton('Start again', () => this.startAgain());
      return [
        verdictOf(this.data, verdict, this.answers),
        ...otherRules(this.data, verdict),
        make('h3', {}, 'Your answers'),
        make('dl', { class: 'cap-facts' }, ...given),
        make('p', {}, print, again),
      ];
    }

    given(question, step) {
      const words = ['Change', make('span', { class: 'cap-visually-hidden' }, ` your answer: ${question.ask}`)];
      const change = makeButton(words, () => this.go(step, { changing: true }));
      const answer = make('p', {}, sayAnswer(this.data, question, this.answers[question.id]));
      return make('div', {}, make('dt', {}, question.ask), make('dd', {}, answer, change));
    }

    startAgain() {
      this.begin();
      this.show();
      this.focusHeading();
    }

    /** Paper has no questions to press: before an answer is there, it gets the list of rules. */
    openRulesToPrint() {
      const wasOpen = this.rules.open;
      this.rules.open = wasOpen || this.here.step < this.data.questions.length;
      addEventListener('afterprint', () => { this.rules.open = wasOpen; }, { once: true });
    }
  }

  window.programmeChecker = { decide };

  const mount = document.querySelector('[data-checker]');
  const rules = document.querySelector('[data-checker-rules]');
  if (mount && rules) {
    rules.open = Boolean(location.hash) && rules.contains(document.getElementById(location.hash.slice(1)));
    new Checker(mount, rules, JSON.parse(document.getElementById('checker-data').textContent));
  }
}
