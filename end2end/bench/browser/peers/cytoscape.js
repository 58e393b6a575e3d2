// The same people and lines in Cytoscape.js, with the places given and the cheapest edges that its documentation names for many.
import cytoscape from "cytoscape";

const COLOURS = { "-3": "#b42318", "-2": "#d4634f", "-1": "#e5a091", 0: "#98a2b3", 1: "#9fcfae", 2: "#5aa874", 3: "#1f7a45" };
const plan = await (await fetch(`/plan/${new URL(location.href).searchParams.get("people")}`)).json();
const hub = plan.people[plan.hub];
const cy = cytoscape({
  container: document.getElementById("root"),
  elements: [
    ...plan.people.map((person) => ({
      data: { id: `n${person.number}`, label: `${person.title}\n${person.name}`, colour: COLOURS[person.strength] ?? "#fff" },
      position: { x: person.x + 86, y: person.y + 31 },
    })),
    ...plan.lines.map(({ from, to }, at) => ({ data: { id: `e${at}`, source: `n${to}`, target: `n${from}` } })),
  ],
  layout: { name: "preset" },
  minZoom: 0.05,
  maxZoom: 3,
  zoom: 0.8,
  pan: { x: 600 - hub.x * 0.8, y: 350 - hub.y * 0.8 },
  style: [
    {
      selector: "node",
      style: {
        shape: "round-rectangle", width: 172, height: 62, label: "data(label)", "text-wrap": "wrap", "text-valign": "center",
        "font-size": 13, "background-color": "#fff", "border-width": 2, "border-color": "data(colour)",
      },
    },
    { selector: "edge", style: { width: 1.5, "line-color": "#98a2b3", "curve-style": "haystack" } },
  ],
});
window.peer = { zoomTo: ({ x, y, zoom }) => cy.viewport({ zoom, pan: { x, y } }), at: () => ({ ...cy.pan(), zoom: cy.zoom() }), cy };
cy.one("render", () => (window.rendered = true));
