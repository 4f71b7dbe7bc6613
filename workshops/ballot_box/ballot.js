// The ballot of one domain in the voter's browser. A tap shows at once and goes into an outbox that survives a
// closed tab; it leaves the outbox when the server has acknowledged its commit. All words are set as text.

const RETRY = 2500; // ms until an unanswered mark is sent again
const PATIENCE = 4000; // ms until the person is told that it is not saved yet

export default function ({ data, parentElement, setTriggerValue }) {
  const ballot = (parentElement.cribleBallot ??= new Ballot(parentElement));
  ballot.update(JSON.parse(new TextDecoder().decode(data)), setTriggerValue);
  return () => ballot.leave();
}

class Ballot {
  constructor(parent) {
    this.root = parent.querySelector(".ballot");
    this.current = null;
    this.onlyLeft = false;
    this.cards = new Map();
    this.outbox = {};
    this.refused = {};
    this.sent = 0;
    this.waitingSince = 0;
  }

  update(data, trigger) {
    clearTimeout(this.leaving);
    const first = !this.data;
    const moved = first || data.domain !== this.data.domain;
    this.data = data;
    this.trigger = trigger;
    this.key = `crible-outbox-${data.voter}`;
    if (first) {
      document.cookie = `crible_voter=${data.token}; path=/; max-age=15552000; SameSite=Strict`;
      this.outbox = this.remembered();
      this.onKey = (event) => this.pressed(event);
      document.addEventListener("keydown", this.onKey);
      this.timer = setInterval(() => this.tick(), 500);
    }
    if (data.domain === this.wanted || !data.domains.some((domain) => domain.id === this.wanted)) this.wanted = null;
    this.settle();
    if (moved) this.build();
    this.refresh();
    if (moved) this.goTo(data.place && this.cards.has(data.place) ? data.place : this.firstLeft(), !first || !!data.place);
    if (Object.keys(this.outbox).length && Date.now() - this.sent > RETRY) this.send();
  }

  // Called before each update too: only when none follows has the ballot really gone.
  leave() {
    this.leaving = setTimeout(() => {
      document.removeEventListener("keydown", this.onKey);
      clearInterval(this.timer);
      this.data = null;
    }, 200);
  }

  // What the server answered: kept marks leave the outbox, refused ones are explained on their item.
  settle() {
    for (const [item, [seq, refusal]] of Object.entries(this.data.answers)) {
      const waiting = this.outbox[item];
      if (!waiting || waiting.seq !== seq) continue;
      delete this.outbox[item];
      if (refusal) this.refused[item] = refusal;
    }
    this.remember();
  }

  remembered() {
    try { return JSON.parse(localStorage.getItem(this.key)) ?? {}; } catch { return {}; }
  }

  remember() {
    try { localStorage.setItem(this.key, JSON.stringify(this.outbox)); } catch { /* private mode: memory alone */ }
    this.waitingSince = Object.keys(this.outbox).length ? this.waitingSince || Date.now() : 0;
  }

  mark(item) {
    return this.outbox[item] ?? this.data.marks[item] ?? null;
  }

  spoken(item) {
    const mark = this.mark(item);
    return !!mark && (mark.level !== null || mark.abstains);
  }

  say(item, change) {
    if (this.data.locked.includes(item)) return;
    const before = this.mark(item) ?? { level: null, must: false, comment: "", abstains: false };
    const { level, must, comment, abstains } = { ...before, ...change };
    delete this.refused[item];
    this.outbox[item] = { item, level, must, comment, abstains, seq: Date.now() };
    this.remember();
    this.refresh();
    this.send();
  }

  choose(item, level) {
    const mark = this.mark(item);
    if (mark && mark.level === level) return;
    this.say(item, { level, abstains: false });
  }

  send() {
    this.sent = Date.now();
    this.trigger("cast", Object.values(this.outbox));
  }

  tick() {
    if (!this.data) return;
    if (Object.keys(this.outbox).length && Date.now() - this.sent > RETRY) this.send();
    else if (this.wanted && Date.now() - this.asked > RETRY) this.go(this.wanted);
    this.status();
  }

  // ---- what it looks like

  build() {
    const { words } = this.data;
    this.cards.clear();
    const head = element("header", "head");
    const line = element("div", "line");
    this.choice = element("select", "domains");
    this.choice.setAttribute("aria-label", words.domain);
    this.choice.addEventListener("change", () => this.go(this.choice.value));
    this.state = element("span", "state");
    this.state.setAttribute("role", "status");
    line.append(this.choice, this.state);
    this.bar = element("div", "bar");
    this.bar.append(element("i"));
    const below = element("div", "line small");
    this.progress = element("span", "progress");
    this.filter = element("button", "filter", words.only_left);
    this.filter.addEventListener("click", () => { this.onlyLeft = !this.onlyLeft; this.refresh(); });
    below.append(this.progress, this.filter);
    head.append(line, this.bar, below);
    const list = element("div", "items");
    for (const module of this.data.modules) {
      const section = element("section", "module");
      section.append(element("h2", "", module.title));
      for (const item of module.items) section.append(this.card(item));
      list.append(section);
    }
    this.done = element("p", "done");
    const foot = element("footer", "foot");
    this.previous = element("button", "", words.previous);
    this.next = element("button", "primary", words.next);
    this.previous.addEventListener("click", () => this.step(-1));
    this.next.addEventListener("click", () => this.step(1));
    foot.append(this.previous, this.next);
    this.root.replaceChildren(head, list, this.done, foot, element("p", "keys", words.keys));
  }

  card(item) {
    const { words, scale } = this.data;
    const card = element("article", "item");
    card.id = `item-${item.id}`;
    card.dataset.item = item.id;
    card.addEventListener("click", () => this.goTo(item.id, false));
    const title = element("h3", "", item.title);
    title.append(element("small", "id", item.id));
    const more = element("details");
    more.append(element("summary", "", words.details));
    for (const [level, text] of [[scale.length - 2, item.complete], [scale.length - 1, item.advanced]]) {
      const line = element("p");
      line.append(element("b", "", `${level} · ${words.ratings[level]} `), document.createTextNode(text));
      more.append(line);
    }
    const levels = element("div", "levels");
    levels.setAttribute("role", "radiogroup");
    levels.setAttribute("aria-label", words.level);
    scale.forEach((name, level) => {
      const button = element("button", "level");
      button.setAttribute("role", "radio");
      button.dataset.level = level;
      button.append(element("b", "", String(level)), element("span", "", name));
      button.addEventListener("click", () => this.choose(item.id, level));
      levels.append(button);
    });
    const extras = element("div", "extras");
    const must = element("button", "must", words.must);
    must.title = words.must_help;
    must.addEventListener("click", () => this.say(item.id, { must: !this.mark(item.id)?.must }));
    const pass = element("button", "pass", words.pass);
    pass.addEventListener("click", () => this.passOn(item.id));
    const remark = element("button", "remark", words.comment);
    const comment = element("textarea");
    comment.maxLength = 2000;
    comment.placeholder = words.comment_help;
    comment.rows = 2;
    comment.hidden = true;
    remark.addEventListener("click", () => { comment.hidden = !comment.hidden; if (!comment.hidden) comment.focus(); });
    comment.addEventListener("change", () => this.say(item.id, { comment: comment.value.trim() }));
    extras.append(must, pass, remark);
    const note = element("p", "note");
    const market = element("p", "market");
    card.append(title, element("p", "need", item.need), more, levels, extras, comment, note, market);
    this.cards.set(item.id, card);
    return card;
  }

  refresh() {
    const { words, locked, market, domains, rounds } = this.data;
    let left = 0;
    for (const [item, card] of this.cards) {
      const mark = this.mark(item);
      const spoken = this.spoken(item);
      const lock = locked.includes(item);
      if (!spoken && !lock) left += 1;
      card.classList.toggle("spoken", spoken);
      card.classList.toggle("locked", lock);
      card.classList.toggle("unsaved", item in this.outbox);
      card.classList.toggle("current", item === this.current);
      card.hidden = this.onlyLeft && spoken && item !== this.current;
      for (const button of card.querySelectorAll(".level")) {
        const on = mark?.level === Number(button.dataset.level);
        button.setAttribute("aria-checked", on);
        button.disabled = lock;
      }
      const must = card.querySelector(".must");
      must.setAttribute("aria-pressed", !!mark?.must);
      must.disabled = lock || mark?.level == null;
      const pass = card.querySelector(".pass");
      pass.setAttribute("aria-pressed", !!mark?.abstains);
      pass.disabled = lock;
      const comment = card.querySelector("textarea");
      const remark = card.querySelector(".remark");
      remark.disabled = comment.disabled = lock || mark?.level == null;
      remark.setAttribute("aria-pressed", !!mark?.comment);
      if (card.getRootNode().activeElement !== comment) comment.value = mark?.comment ?? "";
      const again = rounds[item] ? words.again : "";
      card.querySelector(".note").textContent = this.refused[item] ? words.refusals[this.refused[item]] : lock ? words.locked : again;
      card.querySelector(".market").textContent = market[item] ?? "";
    }
    for (const module of this.root.querySelectorAll(".module"))
      module.hidden = [...module.querySelectorAll(".item")].every((card) => card.hidden);
    const here = this.cards.size;
    this.choice.replaceChildren(...domains.map((domain) => {
      const option = element("option", "", `${domain.title} · ${domain.id === this.data.domain ? here - left : domain.done}/${domain.items}`);
      option.value = domain.id;
      option.selected = domain.id === this.data.domain;
      return option;
    }));
    const all = domains.reduce((sum, domain) => sum + domain.items, 0);
    const done = domains.reduce((sum, domain) => sum + (domain.id === this.data.domain ? here - left : domain.done), 0);
    this.bar.firstChild.style.width = `${all ? (100 * done) / all : 100}%`;
    this.progress.textContent = words.progress.replace("{done}", done).replace("{all}", all);
    this.filter.setAttribute("aria-pressed", this.onlyLeft);
    this.done.textContent = left ? "" : done === all ? words.all_done : words.domain_done;
    const place = domains.findIndex((domain) => domain.id === this.data.domain);
    this.previous.disabled = place <= 0;
    this.next.disabled = place < 0 || place === domains.length - 1;
    this.status();
  }

  status() {
    const waiting = Object.keys(this.outbox).length;
    const late = waiting && this.waitingSince && Date.now() - this.waitingSince > PATIENCE;
    const { words } = this.data;
    this.state.className = `state ${late ? "late" : waiting ? "saving" : "saved"}`;
    this.state.textContent = late ? words.unsaved.replace("{n}", waiting) : waiting ? words.saving : words.saved;
  }

  // ---- moving about

  visible() {
    return [...this.cards.keys()].filter((item) => !this.cards.get(item).hidden);
  }

  firstLeft() {
    const items = [...this.cards.keys()];
    return items.find((item) => !this.spoken(item) && !this.data.locked.includes(item)) ?? items[0] ?? null;
  }

  goTo(item, scroll = true) {
    this.current = item;
    for (const [id, card] of this.cards) card.classList.toggle("current", id === item);
    if (scroll && item) this.cards.get(item).scrollIntoView({ block: "center" });
  }

  passOn(item) {
    const abstains = !this.mark(item)?.abstains;
    this.say(item, { abstains, level: null, must: false, comment: "" });
  }

  onwards() {
    const items = this.visible();
    const after = items.slice(items.indexOf(this.current) + 1);
    const next = after.find((item) => !this.spoken(item) && !this.data.locked.includes(item)) ?? this.firstLeft();
    if (next && !this.spoken(next)) this.goTo(next);
    else { this.done.scrollIntoView({ block: "center" }); this.next.focus(); }
  }

  go(domain) {
    this.wanted = domain;
    this.asked = Date.now();
    this.trigger("go", domain);
  }

  step(by) {
    const { domains, domain } = this.data;
    const place = domains.findIndex((one) => one.id === domain) + by;
    if (domains[place]) this.go(domains[place].id);
  }

  pressed(event) {
    if (!this.data || event.ctrlKey || event.metaKey || event.altKey) return;
    const at = event.composedPath()[0];
    if (at.closest?.("input, textarea, select, [contenteditable]")) {
      if (event.key === "Escape") at.blur();
      return;
    }
    const items = this.visible();
    const place = items.indexOf(this.current);
    const top = this.data.scale.length - 1;
    const actions = {
      ArrowDown: () => this.goTo(items[Math.min(place + 1, items.length - 1)] ?? this.current),
      ArrowUp: () => this.goTo(items[Math.max(place - 1, 0)] ?? this.current),
      ArrowRight: () => this.step(1),
      ArrowLeft: () => this.step(-1),
      m: () => this.mark(this.current)?.level != null && this.say(this.current, { must: !this.mark(this.current).must }),
      n: () => { this.passOn(this.current); this.onwards(); },
      c: () => this.cards.get(this.current)?.querySelector(".remark").click(),
      d: () => { const more = this.cards.get(this.current)?.querySelector("details"); if (more) more.open = !more.open; },
    };
    if (/^[0-9]$/.test(event.key) && Number(event.key) <= top && this.current) {
      event.preventDefault();
      this.choose(this.current, Number(event.key));
      this.onwards();
    } else if (actions[event.key]) {
      event.preventDefault();
      actions[event.key]();
    }
  }
}

function element(tag, name = "", text = "") {
  const made = document.createElement(tag);
  if (tag === "button") made.type = "button";
  if (name) made.className = name;
  if (text) made.textContent = text;
  return made;
}
