// What the shell needs before any circuit is up: theme, navigation width, search and help by keyboard.
(() => {
  const root = document.documentElement;
  const year = 'path=/; max-age=31536000; samesite=lax';
  const remember = (name, value) => document.cookie = `${name}=${value}; ${year}`;
  const showTheme = theme => {
    root.dataset.theme = theme;
    const sheet = document.getElementById('theme');
    sheet.href = theme === 'dark' ? sheet.dataset.dark : sheet.dataset.light;
    dispatchEvent(new Event('lab-theme'));
  };
  if (!root.dataset.theme) showTheme(matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');

  const open = id => { const sheet = document.getElementById(id); if (sheet && !sheet.open) { sheet.showModal(); sheet.querySelector('input')?.select(); } };
  const acts = {
    theme: () => { const next = root.dataset.theme === 'dark' ? 'light' : 'dark'; remember('theme', next); showTheme(next); },
    nav: () => { const next = root.dataset.nav === 'icons' ? 'full' : 'icons'; remember('nav', next); root.dataset.nav = next; },
    search: () => { recall(); choose(null); open('search'); },
    help: () => open('help'),
    close: e => e.target.closest('dialog')?.close(),
    copy: e => navigator.clipboard?.writeText(e.target.closest('[data-copy]').dataset.copy),
  };
  document.addEventListener('click', e => {
    const act = e.target.closest('[data-act]')?.dataset.act;
    if (act) acts[act]?.(e);
    if (e.target.matches?.('dialog.sheet')) e.target.close();
    // The message goes with the click; the keyboard goes on in the page.
    if (e.target.closest('.toast button')) document.getElementById('content')?.focus({ preventScroll: true });
    if (e.target.closest('dialog.sheet .results a')) e.target.closest('dialog').close();
    const skip = e.target.closest('.skip');
    if (skip) { e.preventDefault(); document.getElementById('content').focus(); }
    document.querySelectorAll('details.menu[open]').forEach(menu => { if (!menu.contains(e.target) || e.target.closest('[data-closes], .menu-items a')) menu.open = false; });
  });
  document.addEventListener('focusin', e => document.querySelectorAll('details.menu[open]').forEach(menu => { if (!menu.contains(e.target)) menu.open = false; }));
  let last = '';
  // What the tab was called before a run ended while nobody looked.
  let titled = null;
  // The list of shortcuts says which letter leads where.
  const go = letter => JSON.parse(document.getElementById('help')?.dataset.letters ?? '{}')[letter];
  const menu = e => {
    const open = document.querySelector('details.menu[open]');
    if (!open || !['Escape', 'ArrowDown', 'ArrowUp'].includes(e.key) || e.target.matches?.('input:not([type=checkbox]), select')) return false;
    e.preventDefault();
    if (e.key === 'Escape') { open.open = false; open.querySelector('summary').focus(); return true; }
    const items = [...open.querySelectorAll('.menu-items :is(a, button, input)')];
    const at = items.indexOf(document.activeElement);
    items[(at + (e.key === 'ArrowDown' ? 1 : at < 0 ? 0 : -1) + items.length) % items.length]?.focus();
    return true;
  };
  document.addEventListener('keydown', e => {
    const typing = e.target.matches?.('input:not([type=checkbox], [type=radio], [type=range]), textarea, select, [contenteditable]');
    if (menu(e)) return;
    if ((e.ctrlKey || e.metaKey) && e.key.toLowerCase() === 'k') { e.preventDefault(); acts.search(); }
    else if ((e.ctrlKey || e.metaKey) && e.key === '.') { e.preventDefault(); acts.nav(); }
    else if ((e.ctrlKey || e.metaKey) && e.key === '/') { e.preventDefault(); acts.help(); }
    else if (e.altKey && e.code === 'KeyM') { e.preventDefault(); acts.theme(); }
    else if (e.target.matches?.('#search input') && ['ArrowDown', 'ArrowUp', 'Enter'].includes(e.key)) step(e);
    else if (e.target.matches?.('button.tile') && e.key.startsWith('Arrow')) walk(e);
    else if (!typing && (e.ctrlKey || e.metaKey) && e.key === 'z' && !e.shiftKey) [...document.querySelectorAll('.toast [data-undo]')].at(-1)?.click();
    else if (typing || e.ctrlKey || e.metaKey || e.altKey) return;
    else if (e.key === '?') acts.help();
    else if (e.key === '/') { e.preventDefault(); acts.search(); }
    else if (last === 'g' && go(e.key)) (window.Blazor?.navigateTo ?? (u => location.href = u))(go(e.key));
    else if (document.querySelector('[data-rows]')) rows(e);
    last = e.key;
  });
  // A page with rows: j and k or the arrows move, Enter opens, [ and ] go back and forth in time, c is for compact.
  // Among settings, n and p go to the next and the previous one that differs.
  const differ = step => {
    const all = [...document.querySelectorAll('[data-differs]')];
    const here = all.filter(row => step > 0 ? row.compareDocumentPosition(document.activeElement) & Node.DOCUMENT_POSITION_PRECEDING && row !== document.activeElement : row.compareDocumentPosition(document.activeElement) & Node.DOCUMENT_POSITION_FOLLOWING);
    (step > 0 ? here[0] ?? all[0] : here.at(-1) ?? all.at(-1))?.focus();
  };
  document.addEventListener('click', e => { const step = e.target.closest('[data-step]')?.dataset.step; if (step) differ(+step); });
  const keys = { '[': 'data-before', ']': 'data-after', c: 'data-compact' };
  function rows(e) {
    const all = [...document.querySelectorAll('[data-row]')];
    const at = all.indexOf(e.target.closest('[data-row]'));
    const move = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[e.key];
    if (move && (e.key.length === 1 || at >= 0)) {
      e.preventDefault();
      const next = all[Math.min(Math.max(at + move, 0), all.length - 1)];
      next?.focus({ preventScroll: true });
      next?.scrollIntoView({ block: 'nearest' });
    } else if (e.key === 'Enter' && e.target === all[at]) e.target.querySelector('[data-open]')?.click();
    else if (e.key === 'n' || e.key === 'p') differ(e.key === 'n' ? 1 : -1);
    else if (keys[e.key]) document.querySelector(`[${keys[e.key]}]`)?.click();
  }
  // From token to token: left and right along a line, up and down between lines.
  function walk(e) {
    const lines = [...new Set([...document.querySelectorAll('button.tile')].map(tile => tile.dataset.line))];
    const tiles = line => [...document.querySelectorAll(`button.tile[data-line="${line}"]`)];
    const [own, at] = [e.target.dataset.line, tiles(e.target.dataset.line).indexOf(e.target)];
    const other = lines[lines.indexOf(own) + (e.key === 'ArrowDown' ? 1 : -1)];
    const next = e.key === 'ArrowLeft' ? tiles(own)[at - 1] : e.key === 'ArrowRight' ? tiles(own)[at + 1] : other && tiles(other)[at];
    e.preventDefault();
    next?.focus();
  }

  // The search keeps the keyboard in its field: the chosen result is only marked.
  const choose = chosen => {
    const field = document.querySelector('#search input');
    document.querySelectorAll('#search [role=option]').forEach(link => link.setAttribute('aria-selected', link === chosen));
    if (chosen) field.setAttribute('aria-activedescendant', chosen.id); else field.removeAttribute('aria-activedescendant');
    chosen?.scrollIntoView({ block: 'nearest' });
  };
  document.addEventListener('input', e => { if (e.target.matches('#search input')) choose(null); });
  function step(e) {
    const links = [...document.querySelectorAll('#search [role=option]')].filter(link => !link.closest('[hidden]'));
    if (!links.length) return;
    e.preventDefault();
    const at = links.findIndex(link => link.getAttribute('aria-selected') === 'true');
    if (e.key === 'Enter') { links[Math.max(at, 0)].click(); return; }
    choose(links[(at + (e.key === 'ArrowDown' ? 1 : links.length - 1) + (at < 0 && e.key === 'ArrowUp' ? 1 : 0)) % links.length]);
  }

  // Pages that somebody was on, the last first; a page is told by its title.
  const visited = () => { try { return JSON.parse(localStorage.getItem('lab-recent')) ?? []; } catch { return []; } };
  const visit = () => {
    const title = document.title.replace(' · LabPortal', ''), url = location.pathname + location.search;
    if (!document.getElementById('recent') || titled !== null || !title || url === '/') return;
    try { localStorage.setItem('lab-recent', JSON.stringify([{ title, url }, ...visited().filter(one => one.title !== title)].slice(0, 6))); } catch { /* kept nowhere then */ }
  };
  new MutationObserver(visit).observe(document.head, { subtree: true, childList: true, characterData: true });
  const recall = () => document.getElementById('recent')?.replaceChildren(...visited().filter(one => one.url !== location.pathname + location.search).map((one, i) => {
    const link = Object.assign(document.createElement('a'), { href: one.url, id: `recent-${i}`, tabIndex: -1, role: 'option', ariaSelected: 'false' });
    const icon = Object.assign(document.createElement('span'), { className: 'icon', textContent: 'history', ariaHidden: 'true' });
    const title = Object.assign(document.createElement('span'), { className: 'clip grow', textContent: one.title });
    link.append(icon, title, Object.assign(document.createElement('span'), { className: 'faint small nowrap', textContent: 'recent' }));
    return link;
  }));

  // A moment is told in the reader's own time zone.
  const moment = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium' }), zone = new Intl.DateTimeFormat('en', { timeZoneName: 'short' });
  const tell = e => {
    const time = e.target.closest?.('time[datetime]');
    if (!time) return;
    const at = new Date(time.dateTime.endsWith('Z') ? time.dateTime : time.dateTime + 'Z');
    if (!isNaN(at)) time.title = `${moment.format(at)} ${zone.formatToParts(at).find(part => part.type === 'timeZoneName').value}`;
  };
  document.addEventListener('pointerover', tell);

  document.addEventListener('visibilitychange', () => { if (!document.hidden && titled !== null) { document.title = titled; titled = null; } });

  // What is wider than its frame can be scrolled by the keyboard as well.
  let looking = 0;
  const look = () => { clearTimeout(looking); looking = setTimeout(() => document.querySelectorAll('.table-frame:not([tabindex]), .log:not([tabindex])').forEach(frame => { if (frame.scrollWidth > frame.clientWidth || frame.scrollHeight > frame.clientHeight) frame.tabIndex = 0; }), 400); };
  addEventListener('resize', look);

  window.lab = {
    alive: () => {
      root.dataset.alive = 'yes';
      const content = document.getElementById('content');
      if (content) new MutationObserver(look).observe(content, { childList: true, subtree: true });
      look();
    },
    title: text => { if (document.hidden) { titled ??= document.title; document.title = text; } },
    follow: id => { const box = document.getElementById(id); if (box && box.dataset.follow !== 'off') box.scrollTop = box.scrollHeight; },
    close: id => document.getElementById(id)?.close(),
    copy: async text => { try { await navigator.clipboard.writeText(text); return true; } catch { return false; } },
  };
  document.addEventListener('scroll', e => { const box = e.target; if (box.dataset?.follow !== undefined) box.dataset.follow = box.scrollHeight - box.scrollTop - box.clientHeight < 24 ? 'on' : 'off'; }, true);
})();
