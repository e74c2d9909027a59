'use strict';
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const find = document.getElementById('find');
  const status = document.getElementById('status');
  const zoom = document.getElementById('zoom');
  const rows = all('.row');
  let shown = [];
  let at = -1;

  function filter() {
    const methods = new Set(all('[name=method]:checked').map(box => box.value));
    const words = find.value.toLowerCase().split(/\s+/).filter(word => word);
    for (const row of rows) {
      const input = row.querySelector('.input');
      const text = input.dataset.find.toLowerCase();
      const fits = (!status.value || input.dataset.status === status.value) && words.every(word => text.includes(word));
      let any = false;
      for (const cell of all('.cell', row)) {
        cell.hidden = !methods.has(cell.dataset.method);
        any ||= !cell.hidden;
      }
      row.hidden = !fits || !any;
    }
    shown = all('.row:not([hidden]) .cell:not([hidden])');
    document.querySelector('.empty').hidden = shown.length > 0;
  }

  function picture(image, text) {
    const figure = document.createElement('figure');
    const copy = document.createElement('img');
    const caption = document.createElement('figcaption');
    figure.style.margin = 0;
    copy.src = image.src;
    copy.alt = image.alt;
    copy.className = image.classList.contains('drawing') ? 'drawing' : '';
    caption.textContent = text;
    figure.append(copy, caption);
    return figure;
  }

  function open(index) {
    if (shown.length === 0) return;
    at = (index + shown.length) % shown.length;
    const cell = shown[at];
    const input = cell.closest('.row').querySelector('.input');
    zoom.querySelector('h3').textContent = `${cell.dataset.method} · ${input.querySelector('b').textContent}`;
    const pictures = [picture(input.querySelector('img'), 'input'), picture(cell.querySelector('.map'), 'map')];
    const overlay = cell.querySelector('.overlay');
    if (overlay) pictures.push(picture(overlay, 'overlay, with the object’s outline'));
    zoom.querySelector('.zoom-pictures').replaceChildren(...pictures);
    zoom.querySelector('.zoom-text').replaceChildren(...[...cell.querySelector('.detail').children].map(node => node.cloneNode(true)));
    if (!zoom.open) zoom.showModal();
  }

  function close() {
    const button = shown[at]?.querySelector('button');
    zoom.close();
    button?.focus();
  }

  all('.cell button').forEach(button => button.addEventListener('click', () => open(shown.indexOf(button.closest('.cell')))));
  all('[data-step]', zoom).forEach(button => button.addEventListener('click', () => open(at + Number(button.dataset.step))));
  zoom.querySelector('[data-close]').addEventListener('click', close);
  zoom.addEventListener('click', event => { if (event.target === zoom) close(); });
  all('[name=method]').forEach(box => box.addEventListener('change', filter));
  status.addEventListener('change', filter);
  find.addEventListener('input', filter);
  document.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target.matches('input[type=search], select');
    if (zoom.open && event.key === 'ArrowLeft') open(at - 1);
    else if (zoom.open && event.key === 'ArrowRight') open(at + 1);
    else if (!typing && !zoom.open && event.key === 'o') document.querySelector('[name=view]:not(:checked)').click();
    else if (!typing && !zoom.open && event.key === '/') find.focus();
    else return;
    event.preventDefault();
  });
  filter();
})();
