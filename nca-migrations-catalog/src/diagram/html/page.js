"use strict";
(() => {
  const main = document.querySelector("main");
  const tip = document.querySelector(".tip");
  const search = document.querySelector("input");
  const views = [...document.querySelectorAll(".view")];
  const all = (selector, within) => [...(within || document).querySelectorAll(selector)];
  let view = views.find((one) => !one.hidden);
  let svg, box;

  // What a browser would show by itself is shown at once instead.
  for (const title of all("svg title")) {
    title.parentNode.dataset.tip = title.textContent;
    title.remove();
  }

  const size = () => ({ width: main.clientWidth || 1, height: main.clientHeight || 1 });
  const draw = () => svg.setAttribute("viewBox", `${box.x} ${box.y} ${box.width} ${box.height}`);

  // Shows a part of the picture, no larger than twice its size.
  const show = (part, largest) => {
    const { width, height } = size();
    const scale = Math.min(width / part.width, height / part.height, largest || 1.25);
    box = { width: width / scale, height: height / scale };
    box.x = part.x + part.width / 2 - box.width / 2;
    box.y = part.y + part.height / 2 - box.height / 2;
    draw();
  };
  const whole = () => ({ x: 0, y: 0, width: +svg.getAttribute("width"), height: +svg.getAttribute("height") });
  const fit = () => show(whole());
  const around = (shapes, room) => {
    const frame = svg.getBoundingClientRect();
    const scale = frame.width / box.width;
    const edges = shapes.map((shape) => shape.getBoundingClientRect());
    const left = Math.min(...edges.map((edge) => edge.left)), right = Math.max(...edges.map((edge) => edge.right));
    const top = Math.min(...edges.map((edge) => edge.top)), bottom = Math.max(...edges.map((edge) => edge.bottom));
    return {
      x: box.x + (left - frame.left) / scale - room, y: box.y + (top - frame.top) / scale - room,
      width: (right - left) / scale + 2 * room, height: (bottom - top) / scale + 2 * room,
    };
  };

  const use = (index) => {
    for (const [at, one] of views.entries()) one.hidden = at !== index;
    for (const button of all("[data-detail]")) button.setAttribute("aria-pressed", +button.dataset.detail === index);
    view = views[index];
    svg = view.querySelector("svg");
    fit();
  };

  // A table and what it is connected to, in all views.
  const pick = (tables) => {
    for (const one of views) {
      one.classList.toggle("picked", tables.length > 0);
      for (const shape of all(".near, .chosen", one)) shape.classList.remove("near", "chosen");
      const near = new Set(tables);
      for (const edge of all("svg .edge", one)) {
        const { from, to } = edge.dataset;
        if (tables.includes(from) || tables.includes(to)) {
          edge.classList.add("near");
          near.add(from).add(to);
        }
      }
      for (const table of all(".table", one)) {
        table.classList.toggle("near", near.has(table.dataset.table));
        table.classList.toggle("chosen", tables.includes(table.dataset.table));
      }
    }
  };

  const find = (move) => {
    for (const row of all(".row.hit")) row.classList.remove("hit");
    const wanted = search.value.trim().toLowerCase();
    const found = [];
    if (wanted) {
      for (const table of all(".table", views[2])) {
        const rows = all(".row", table).filter((row) => row.dataset.tip.split("\n")[0].toLowerCase().includes(wanted));
        if (rows.length || table.dataset.name.toLowerCase().includes(wanted)) found.push(table.dataset.table);
        for (const row of rows) row.classList.add("hit");
      }
    }
    search.classList.toggle("none", Boolean(wanted) && !found.length);
    pick(found);
    if (move && found.length) show(around(all(".table.chosen", view), 60));
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const { detail, area, mark } = button.dataset;
    if (detail !== undefined) use(+detail);
    else if (area !== undefined) show(around(all(`.area[data-area="${area}"] rect`, view), 24));
    else if (mark !== undefined) {
      const tables = all(`.table.${mark}`, view);
      pick(tables.map((table) => table.dataset.table));
      if (tables.length) show(around(tables, 80));
    } else fit();
  });
  search.addEventListener("input", () => find(false));
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter") find(true);
    if (event.key === "Escape") { search.value = ""; find(false); search.blur(); }
  });
  document.addEventListener("keydown", (event) => {
    if (event.target === search) return;
    if (event.key === "/") { event.preventDefault(); search.focus(); }
    if (event.key === "Escape") pick([]);
    if (event.key === "0") fit();
  });

  main.addEventListener("wheel", (event) => {
    event.preventDefault();
    const frame = main.getBoundingClientRect();
    const factor = Math.exp(event.deltaY * (event.ctrlKey ? 0.01 : 0.0015));
    const width = Math.min(Math.max(box.width * factor, 160), whole().width * 6);
    const scale = width / box.width;
    const x = box.x + (event.clientX - frame.left) / frame.width * box.width;
    const y = box.y + (event.clientY - frame.top) / frame.height * box.height;
    box = { x: x - (x - box.x) * scale, y: y - (y - box.y) * scale, width, height: box.height * scale };
    draw();
  }, { passive: false });

  // One finger or the mouse moves the picture, two fingers also zoom.
  const held = new Map();
  let moved = 0;
  main.addEventListener("pointerdown", (event) => {
    held.set(event.pointerId, event);
    if (held.size === 1) moved = 0;
  });
  window.addEventListener("pointermove", (event) => {
    const before = held.get(event.pointerId);
    if (!before) return;
    const frame = main.getBoundingClientRect();
    const pixel = box.width / frame.width;
    const others = [...held.values()].filter((other) => other.pointerId !== event.pointerId);
    if (others.length) {
      const far = (one) => Math.hypot(one.clientX - others[0].clientX, one.clientY - others[0].clientY) || 1;
      const scale = far(before) / far(event);
      const x = box.x + (others[0].clientX - frame.left) * pixel, y = box.y + (others[0].clientY - frame.top) * pixel;
      box = { x: x - (x - box.x) * scale, y: y - (y - box.y) * scale, width: box.width * scale, height: box.height * scale };
    } else {
      box.x -= (event.clientX - before.clientX) * pixel;
      box.y -= (event.clientY - before.clientY) * pixel;
    }
    moved += Math.abs(event.clientX - before.clientX) + Math.abs(event.clientY - before.clientY);
    if (moved > 4) main.classList.add("moving");
    held.set(event.pointerId, event);
    draw();
  });
  const release = (event) => {
    held.delete(event.pointerId);
    main.classList.remove("moving");
  };
  window.addEventListener("pointerup", release);
  window.addEventListener("pointercancel", release);
  main.addEventListener("click", (event) => {
    if (moved > 4) return;
    const table = event.target.closest(".table");
    pick(table ? [table.dataset.table] : []);
  });

  main.addEventListener("mousemove", (event) => {
    const about = event.target.closest("[data-tip]");
    tip.hidden = !about || held.size > 0;
    if (tip.hidden) return;
    tip.textContent = about.dataset.tip;
    const { width, height } = tip.getBoundingClientRect();
    tip.style.left = Math.min(event.clientX + 14, innerWidth - width - 8) + "px";
    tip.style.top = Math.min(event.clientY + 16, innerHeight - height - 8) + "px";
  });
  main.addEventListener("mouseleave", () => { tip.hidden = true; });
  window.addEventListener("resize", fit);
  use(views.indexOf(view));
})();
