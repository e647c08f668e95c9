/*
 * Uploads of the web app: picker, drag and drop, the queue and its panel. Bytes go straight to /api/v1/uploads (tus); the
 * server side of the page ({token, plan}) gives short-lived access tokens, which are kept in memory only (ADR 0070).
 */
(() => {
  'use strict';
  if (window.cairnUploads) return;

  const ENDPOINT = '/api/v1/uploads';
  const AT_ONCE = 3;
  const PLAN_MAX = 500;
  const FILES_MAX = 50000;
  // A browser sends a request again from its beginning when a connection it used before breaks (ADR 0075).
  const REQUEST_BYTES = 16 * 1024 * 1024;
  const AT_ONE_GO = 4 * 1024 * 1024; // smaller files go with the request that announces them, and are not worth resuming
  const DELAYS = [500, 1000, 2000, 3000, 5000, ...Array(60).fill(10000)]; // counted anew whenever bytes arrive
  const ANSWERED_WITHIN = 20000;
  const ROWS_MAX = 200;
  const LEAVES_AFTER = 8000;
  const REMEMBERED = 'cairn-unfinished-uploads/'; // and whose they are: the next person at this browser learns nothing
  const REMEMBERED_MAX = 50;

  let server = null;      // {token(), plan(...)}: the Vaadin component
  let account = null;     // who is signed in
  let token = null;       // {value, until}
  let asking = null;
  let target = null;      // {space, folder, label, writable, seen}
  const items = [];
  let number = 0;
  let panel = null;
  let collapsed = false;
  let drawing = false;

  // ---- credentials -------------------------------------------------------------------------------------------------

  async function freshToken() {
    if (token && token.until > Date.now()) return token.value;
    // While the server is away nobody answers, and nobody says so.
    const silence = new Promise((ok, no) => setTimeout(() => no(new Error('no token came')), ANSWERED_WITHIN));
    asking = asking || Promise.race([server.token(), silence]).then((t) => {
      token = { value: t.value, until: Date.now() + t.seconds * 1000 };
      return token.value;
    }).finally(() => { asking = null; });
    return asking;
  }

  // ---- adding files ------------------------------------------------------------------------------------------------

  /** entries: [{file, path}], path relative to the target folder, with slashes. */
  async function add(entries, into) {
    const where = into || target;
    if (!where || !where.writable || entries.length === 0) return;
    if (entries.length > FILES_MAX) {
      say(`These are more than ${FILES_MAX.toLocaleString('en')} files. The desktop client is made for that.`);
      return;
    }
    say('Preparing …', 60000);
    for (let from = 0; from < entries.length; from += PLAN_MAX) {
      const part = entries.slice(from, from + PLAN_MAX);
      let plan;
      try {
        // Where nobody may look, nothing is asked: files go to their paths, and the server finds them free names.
        plan = where.seen ? await server.plan(where.space, where.folder, part.map((e) => e.path))
          : { files: part.map((e) => ({ parent: null, name: e.path, exists: false })) };
      } catch (e) {
        say('The upload could not be prepared. Try again.');
        return;
      }
      if (plan.problem) { say(plan.problem); return; }
      say('');
      const planned = part.map((e, i) => ({ ...e, ...plan.files[i] }));
      const clashes = planned.filter((p) => p.exists);
      const decision = clashes.length === 0 ? 'new' : await decide(clashes, where);
      if (decision === 'cancel') return;
      for (const p of planned) {
        if (p.exists && decision === 'skip') continue;
        // Whoever did not ask for a new version gets a name beside it, also when something appears there in the meantime.
        enqueue({ ...p, conflict: p.exists && decision === 'version' && !p.folder ? 'version' : 'rename' }, where);
      }
    }
    pump();
  }

  function enqueue(p, where) {
    const key = [where.space, p.parent, p.name, p.file.size, p.file.lastModified].join('/');
    const previous = items.find((i) => i.key === key && i.state !== 'done');
    if (previous && previous.state !== 'interrupted' && previous.state !== 'failed') return;
    if (previous) items.splice(items.indexOf(previous), 1);
    items.push({
      id: ++number, key, file: p.file, name: p.name, size: p.file.size, sent: 0, state: 'waiting', problem: '',
      space: where.space, parent: p.parent, conflict: p.conflict, label: where.label, tus: null, rate: 0, at: 0,
    });
  }

  /** What to do about names that are there already: one question for all. */
  function decide(clashes, where) {
    return new Promise((resolve) => {
      const dialog = el('dialog', 'cairn-clash');
      const one = clashes.length === 1;
      dialog.append(
        el('h2', '', one ? `“${clashes[0].name}” is already here` : `${clashes.length} files are already here`),
        el('p', '', one
          ? 'Upload it as a new version, or keep both? Old versions stay available.'
          : 'Upload them as new versions, or keep both? Old versions stay available.'));
      if (!one) {
        const list = el('ul', '');
        clashes.slice(0, 5).forEach((c) => list.append(el('li', '', c.path)));
        if (clashes.length > 5) list.append(el('li', '', `and ${clashes.length - 5} more`));
        dialog.append(list);
      }
      const row = el('div', 'cairn-clash-actions');
      const choose = (text, value, primary) => {
        const b = el('button', primary ? 'cairn-primary' : '', text);
        b.type = 'button';
        b.dataset.choice = value;
        b.addEventListener('click', () => { dialog.close(); dialog.remove(); resolve(value); });
        row.append(b);
        return b;
      };
      choose('Cancel', 'cancel');
      choose('Skip', 'skip');
      choose('Keep both', 'both');
      const first = choose(one ? 'New version' : 'New versions', 'version', true);
      dialog.append(row);
      dialog.addEventListener('cancel', () => { dialog.remove(); resolve('cancel'); });
      document.body.append(dialog);
      dialog.showModal();
      first.focus();
    });
  }

  // ---- the queue ---------------------------------------------------------------------------------------------------

  function pump() {
    const running = items.filter((i) => i.state === 'running').length;
    items.filter((i) => i.state === 'waiting').slice(0, Math.max(0, AT_ONCE - running)).forEach(start);
    remember();
    draw();
  }

  async function start(item) {
    item.state = 'running';
    item.problem = '';
    item.at = performance.now();
    item.last = item.sent;
    if (!item.tus) {
      const metadata = {
        spaceId: item.space, conflict: item.conflict,
        ...(item.parent ? { parentId: item.parent, filename: item.name } : { path: item.name }),
        modified: String(item.file.lastModified), filetype: item.file.type,
      };
      item.tus = new tus.Upload(item.file, {
        endpoint: ENDPOINT,
        metadata,
        chunkSize: REQUEST_BYTES,
        uploadDataDuringCreation: item.size <= AT_ONE_GO,
        storeFingerprintForResuming: item.size > AT_ONE_GO,
        retryDelays: DELAYS,
        removeFingerprintOnSuccess: true,
        fingerprint: () => Promise.resolve('cairn/' + item.key + '/' + item.conflict),
        onBeforeRequest: async (request) => request.setHeader('Authorization', 'Bearer ' + await freshToken()),
        onAfterResponse: (request, response) => { if (response.getStatus() === 401) token = null; },
        onShouldRetry: (error) => {
          const status = error.originalResponse ? error.originalResponse.getStatus() : 0;
          item.problem = status === 0 ? 'Waiting for the network …' : 'The server is busy. Trying again …';
          draw();
          return status === 0 || status === 401 || status === 409 || status === 423 || status === 429 || status >= 500 && status !== 507;
        },
        onUploadUrlAvailable: remember,
        onProgress: (sent) => { item.sent = sent; item.problem = ''; rate(item); draw(); },
        onSuccess: () => finished(item, 'done', ''),
        onError: (error) => finished(item, 'failed', words(error)),
      });
      const earlier = await item.tus.findPreviousUploads();
      if (earlier.length > 0) item.tus.resumeFromPreviousUpload(earlier[0]);
    }
    if (item.state === 'running') item.tus.start();
  }

  function finished(item, state, problem) {
    item.state = state;
    item.problem = problem;
    if (state === 'done') { item.sent = item.size; item.tus = null; item.file = null; }
    pump();
    if (!items.some(active)) { announce(); leave(); }
  }

  function words(error) {
    const response = error.originalResponse;
    if (!response) return 'The server cannot be reached.';
    try {
      const document = JSON.parse(response.getBody());
      return document.detail || document.title;
    } catch (e) {
      return response.getStatus() === 401 ? 'Your sign-in has ended. Sign in again in another tab.' : 'The server refused it (' + response.getStatus() + ').';
    }
  }

  function rate(item) {
    const now = performance.now();
    if (now - item.at < 400) return;
    const current = (item.sent - item.last) / ((now - item.at) / 1000);
    item.rate = item.rate ? item.rate * 0.7 + current * 0.3 : current;
    item.at = now;
    item.last = item.sent;
  }

  const active = (i) => i.state === 'running' || i.state === 'waiting';

  function pause(item) {
    if (item.state === 'running' && item.tus) item.tus.abort();
    item.state = 'paused';
    item.rate = 0;
    pump();
  }

  function resume(item) {
    if (item.state === 'interrupted') { choose(item); return; }
    item.state = 'waiting';
    pump();
  }

  function cancel(item) {
    const upload = item.tus;
    item.state = 'cancelled';
    if (upload) upload.abort(true).catch(() => {});
    items.splice(items.indexOf(item), 1);
    pump();
  }

  // ---- what a reload must not forget ---------------------------------------------------------------------------------

  function remember() {
    try {
      const unfinished = items.filter((i) => ['running', 'waiting', 'paused', 'interrupted', 'failed'].includes(i.state) && (i.tus && i.tus.url || i.state === 'interrupted'))
        .slice(0, REMEMBERED_MAX)
        .map(({ key, name, size, sent, space, parent, conflict, label }) => ({ key, name, size, sent, space, parent, conflict, label }));
      if (unfinished.length) localStorage.setItem(REMEMBERED + account, JSON.stringify(unfinished));
      else localStorage.removeItem(REMEMBERED + account);
    } catch (e) { /* private windows may have no storage */ }
  }

  function recall() {
    try {
      for (const r of JSON.parse(localStorage.getItem(REMEMBERED + account) || '[]')) {
        if (!items.some((i) => i.key === r.key)) items.push({ ...r, id: ++number, state: 'interrupted', problem: '', tus: null, file: null, rate: 0, at: 0 });
      }
      if (items.length) { show(); draw(); }
    } catch (e) { /* as above */ }
  }

  function choose(item) {
    ask(false, (files) => {
      const file = files[0];
      if (!file) return;
      if (file.size !== item.size || file.name !== item.name && !item.key.includes('/' + file.size + '/' + file.lastModified)) {
        item.problem = 'This is another file. Choose “' + item.name + '”.';
        draw();
        return;
      }
      item.file = file;
      item.state = 'waiting';
      pump();
    });
  }

  // ---- picker and drop ---------------------------------------------------------------------------------------------

  function ask(folder, then) {
    const input = document.createElement('input');
    input.type = 'file';
    input.id = 'cairn-file-input';
    input.multiple = true;
    input.hidden = true;
    if (folder) input.webkitdirectory = true;
    input.addEventListener('change', () => { then([...input.files]); input.remove(); });
    input.addEventListener('cancel', () => input.remove());
    document.querySelectorAll('#cairn-file-input').forEach((old) => old.remove());
    document.body.append(input);
    input.click();
  }

  function pick(folder) {
    const into = target;
    ask(folder, (files) => add(files.map((file) => ({ file, path: file.webkitRelativePath || file.name })), into));
  }

  async function dropped(transfer) {
    const entries = [...transfer.items].map((i) => i.webkitGetAsEntry && i.webkitGetAsEntry()).filter(Boolean);
    if (entries.length === 0) return [...transfer.files].map((file) => ({ file, path: file.name }));
    const found = [];
    for (const entry of entries) await walk(entry, '', found);
    return found;
  }

  async function walk(entry, prefix, found) {
    if (found.length > FILES_MAX) return;
    if (entry.isFile) {
      const file = await new Promise((ok, no) => entry.file(ok, no)).catch(() => null);
      if (file) found.push({ file, path: prefix + entry.name });
      return;
    }
    const reader = entry.createReader();
    for (;;) {
      const part = await new Promise((ok, no) => reader.readEntries(ok, no)).catch(() => []);
      if (part.length === 0) return;
      for (const child of part) await walk(child, prefix + entry.name + '/', found);
    }
  }

  function zone(element) {
    if (element.cairnZone) return;
    element.cairnZone = true;
    let inside = 0;
    const ours = (e) => e.dataTransfer && [...e.dataTransfer.types].includes('Files') && target && target.writable;
    const on = (name, handler) => element.addEventListener(name, (e) => {
      if (!ours(e)) return;
      e.preventDefault();
      e.stopPropagation();
      handler(e);
    }, true);
    on('dragenter', () => { inside++; element.toggleAttribute('dropping', true); });
    on('dragover', (e) => { e.dataTransfer.dropEffect = 'copy'; });
    on('dragleave', () => { inside = Math.max(0, inside - 1); if (inside === 0) element.removeAttribute('dropping'); });
    on('drop', async (e) => {
      inside = 0;
      element.removeAttribute('dropping');
      const into = target;
      add(await dropped(e.dataTransfer), into);
    });
  }

  // A file dropped beside the zone must not replace the page and kill what runs.
  window.addEventListener('dragover', (e) => { if (e.dataTransfer && [...e.dataTransfer.types].includes('Files')) e.preventDefault(); });
  window.addEventListener('drop', (e) => { if (e.dataTransfer && [...e.dataTransfer.types].includes('Files')) e.preventDefault(); });
  window.addEventListener('beforeunload', (e) => { if (items.some(active)) { remember(); e.preventDefault(); } });
  window.addEventListener('online', () => items.filter((i) => i.state === 'failed' && !i.problem.startsWith('The server refused')).forEach(resume));

  // ---- the panel ---------------------------------------------------------------------------------------------------

  function el(tag, cls, text) {
    const e = document.createElement(tag);
    if (cls) e.className = cls;
    if (text !== undefined) e.textContent = text;
    return e;
  }

  function icon(name, label, act) {
    const b = el('button', 'cairn-up-button');
    b.type = 'button';
    b.title = label;
    b.setAttribute('aria-label', label);
    b.append(el('span', 'i i-' + name));
    b.addEventListener('click', act);
    return b;
  }

  function show() {
    if (panel) { panel.hidden = false; return; }
    panel = el('section', 'cairn-uploads');
    panel.setAttribute('aria-label', 'Uploads');
    const head = el('header', '');
    panel.headline = el('strong', '');
    panel.detail = el('small', '');
    const text = el('div', 'cairn-up-head');
    text.append(panel.headline, panel.detail);
    panel.fold = icon('chevron', 'Show or hide the list', () => { collapsed = !collapsed; draw(); });
    panel.fold.classList.add('cairn-up-fold');
    panel.closer = icon('close', 'Close', close);
    head.append(text, panel.fold, panel.closer);
    panel.bar = el('progress', '');
    panel.bar.max = 1;
    panel.list = el('ul', '');
    panel.live = el('div', 'cairn-unseen');
    panel.live.setAttribute('role', 'status');
    panel.append(head, panel.bar, panel.list, panel.live);
    document.body.append(panel);
  }

  function close() {
    for (const i of [...items]) if (!active(i) && i.state !== 'paused') items.splice(items.indexOf(i), 1);
    remember();
    if (items.length === 0) panel.hidden = true;
    draw();
  }

  /** What is done needs no attention: the panel goes by itself, unless somebody looks at it. */
  function leave() {
    setTimeout(() => {
      if (items.every((i) => i.state === 'done') && !panel.matches(':hover, :focus-within')) close();
    }, LEAVES_AFTER);
  }

  function announce() {
    const failed = items.filter((i) => i.state === 'failed').length;
    const done = items.filter((i) => i.state === 'done').length;
    const counted = (n) => (n === 1 ? '1 upload' : n + ' uploads');
    if (panel) panel.live.textContent = failed ? counted(failed) + ' failed' : counted(done) + ' finished';
  }

  function say(text, millis) {
    show();
    panel.message = text;
    draw();
    if (text) setTimeout(() => { if (panel.message === text) { panel.message = ''; draw(); } }, millis || 12000);
  }

  function draw() {
    if (!panel || drawing) return;
    drawing = true;
    requestAnimationFrame(() => { drawing = false; paint(); });
  }

  const STATES = { done: 'Done', waiting: 'Waiting', paused: 'Paused', interrupted: 'Choose the file again to go on', failed: 'Failed' };

  function paint() {
    const total = items.reduce((s, i) => s + i.size, 0);
    const sent = items.reduce((s, i) => s + i.sent, 0);
    const done = items.filter((i) => i.state === 'done').length;
    const failed = items.filter((i) => i.state === 'failed').length;
    const running = items.some(active);
    const speed = items.filter((i) => i.state === 'running').reduce((s, i) => s + i.rate, 0);
    panel.hidden = items.length === 0 && !panel.message;
    panel.classList.toggle('collapsed', collapsed);
    panel.headline.textContent = panel.message
      || (running ? `Uploading ${Math.min(done + 1, items.length)} of ${items.length}`
        : failed ? `${failed} of ${items.length} failed`
          : done === items.length ? (done === 1 ? 'Uploaded 1 file' : `Uploaded ${done} files`) : `${done} of ${items.length} uploaded`);
    panel.detail.textContent = running && speed > 0 ? `${size(speed)}/s · ${left((total - sent) / speed)}` : '';
    panel.bar.hidden = !running;
    panel.bar.value = total ? sent / total : 0;
    panel.closer.hidden = running;
    const shown = [...items].sort((a, b) => rank(a) - rank(b) || a.id - b.id).slice(0, ROWS_MAX);
    const rows = new Map([...panel.list.children].map((r) => [r.item, r]));
    let at = panel.list.firstChild;
    for (const item of shown) {
      const row = rows.get(item) || build(item);
      rows.delete(item);
      refresh(row);
      if (row === at) at = at.nextSibling; else panel.list.insertBefore(row, at);
    }
    rows.forEach((row) => row.remove());
  }

  const rank = (i) => ({ failed: 0, running: 1, interrupted: 2, paused: 3, waiting: 4, done: 5 }[i.state]);

  function build(item) {
    const row = el('li', '');
    row.item = item;
    row.dataset.name = item.name;
    const text = el('div', 'cairn-up-text');
    const name = el('span', 'cairn-up-name', item.name);
    name.title = item.name + (item.label ? ' → ' + item.label : '');
    row.note = el('small', '');
    row.bar = el('progress', '');
    row.bar.max = 1;
    text.append(name, row.bar, row.note);
    row.buttons = el('div', 'cairn-up-buttons');
    row.append(text, row.buttons);
    return row;
  }

  function refresh(row) {
    const i = row.item;
    row.bar.hidden = !(i.state === 'running' || i.state === 'paused');
    row.bar.value = i.size ? i.sent / i.size : 0;
    row.bar.setAttribute('aria-label', 'Progress of ' + i.name);
    row.note.textContent = i.problem || (i.state === 'running'
      ? `${size(i.sent)} of ${size(i.size)}` : `${STATES[i.state]} · ${size(i.size)}`);
    if (row.state === i.state) return;
    row.state = i.state;
    row.dataset.state = i.state;
    row.className = 'cairn-up-' + i.state;
    row.buttons.replaceChildren();
    if (i.state === 'running') row.buttons.append(icon('pause', 'Pause ' + i.name, () => pause(i)));
    if (i.state === 'paused' || i.state === 'interrupted') row.buttons.append(icon('play', 'Go on with ' + i.name, () => resume(i)));
    if (i.state === 'failed') row.buttons.append(icon('retry', 'Try again ' + i.name, () => resume(i)));
    if (i.state === 'done') row.buttons.append(el('span', 'i i-check'));
    else row.buttons.append(icon('close', 'Cancel ' + i.name, () => cancel(i)));
  }

  function size(bytes) {
    if (bytes < 1000) return Math.round(bytes) + ' bytes';
    const units = ['KB', 'MB', 'GB', 'TB'];
    let value = bytes;
    let u = -1;
    do { value /= 1000; u++; } while (value >= 999.5 && u < units.length - 1);
    return (value < 9.95 ? value.toFixed(1) : Math.round(value)) + ' ' + units[u];
  }

  function left(seconds) {
    if (seconds < 60) return 'less than a minute left';
    const minutes = Math.round(seconds / 60);
    return minutes < 90 ? minutes + (minutes === 1 ? ' minute left' : ' minutes left') : Math.round(minutes / 60) + ' hours left';
  }

  window.cairnUploads = {
    connect(component, person) { server = component; account = person; recall(); },
    into(where) { target = where; },
    add, pick, zone,
  };
})();
