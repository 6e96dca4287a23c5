// The map: our own outlines of countries, no tiles, no network. What is in view is asked for when
// the view rests; the list beside the map is asked for with it.

const node = document.getElementById("map");
const words = JSON.parse(node.dataset.words);
const outlines = read_world(node.dataset.world); // while the library is read
const { Map, NavigationControl, Popup, AttributionControl, setWorkerUrl } = await import(node.dataset.library);
setWorkerUrl(new URL(node.dataset.worker, location.href).href);

const colours = () => {
  const style = getComputedStyle(document.documentElement);
  const of = (name) => style.getPropertyValue(name).trim();
  return { sea: of("--calm-paper"), land: of("--sheet"), line: of("--line-strong"), ink: of("--ink"), main: of("--main"), onMain: of("--on-main"), bad: of("--bad") };
};

const EARTH_METRES = 6371008.8;
const NOTHING = { type: "FeatureCollection", features: [] };

function drawCircle([longitude, latitude], metres) {
  const ring = [];
  const reach = metres / EARTH_METRES;
  const lat = (latitude * Math.PI) / 180;
  for (let step = 0; step <= 48; step++) {
    const bearing = (step / 48) * 2 * Math.PI;
    const y = Math.asin(Math.sin(lat) * Math.cos(reach) + Math.cos(lat) * Math.sin(reach) * Math.cos(bearing));
    const x = Math.atan2(Math.sin(bearing) * Math.sin(reach) * Math.cos(lat), Math.cos(reach) - Math.sin(lat) * Math.sin(y));
    ring.push([longitude + (x * 180) / Math.PI, (y * 180) / Math.PI]);
  }
  return { type: "Feature", geometry: { type: "Polygon", coordinates: [ring] }, properties: {} };
}

// A country that lies across the date line goes on beyond 180 instead of coming back from the
// other side, which would paint a band round the world.
function unwrap(ring) {
  let turn = 0;
  const found = ring.map(([x, y], at) => {
    const step = at ? x - ring[at - 1][0] : 0;
    if (step > 180) turn -= 360;
    if (step < -180) turn += 360;
    return [x + turn, y];
  });
  return turn === 0 ? found : ring; // a ring round a pole ends a turn away from where it began
}

async function read_world(address) {
  const world = await (await fetch(address)).json();
  const countries = topojson.feature(world, world.objects.countries);
  for (const { geometry } of countries.features) {
    const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
    for (const polygon of polygons) polygon.forEach((ring, at) => (polygon[at] = unwrap(ring)));
  }
  return countries;
}

const countries = await outlines;
const c = colours();

const map = new Map({
  container: node,
  center: [25, 20],
  zoom: 1.3,
  maxZoom: 12,
  attributionControl: false,
  style: {
    version: 8,
    sources: {
      world: { type: "geojson", data: countries },
      ground: { type: "geojson", data: NOTHING },
      incidents: { type: "geojson", data: NOTHING },
    },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": c.sea } },
      { id: "land", type: "fill", source: "world", paint: { "fill-color": c.land } },
      { id: "borders", type: "line", source: "world", paint: { "line-color": c.line, "line-width": 0.6 } },
      { id: "names", type: "symbol", source: "world", minzoom: 2.5, layout: { "text-field": ["get", "name"], "text-size": 11 }, paint: { "text-color": c.ink, "text-opacity": 0.6, "text-halo-color": c.land, "text-halo-width": 1 } },
      { id: "ground", type: "fill", source: "ground", paint: { "fill-color": c.main, "fill-opacity": 0.12, "fill-outline-color": c.main } },
      { id: "many", type: "circle", source: "incidents", filter: [">", ["get", "count"], 1], paint: { "circle-color": c.main, "circle-opacity": 0.85, "circle-radius": ["interpolate", ["linear"], ["sqrt", ["get", "count"]], 1, 9, 10, 18, 100, 34], "circle-stroke-color": c.onMain, "circle-stroke-width": 1 } },
      { id: "counts", type: "symbol", source: "incidents", filter: [">", ["get", "count"], 1], layout: { "text-field": ["to-string", ["get", "count"]], "text-size": 12, "text-allow-overlap": true }, paint: { "text-color": c.onMain } },
      { id: "one", type: "circle", source: "incidents", filter: ["==", ["get", "count"], 1], paint: { "circle-color": ["case", [">", ["coalesce", ["get", "disputes"], 0], 0], c.bad, c.main], "circle-radius": 6, "circle-stroke-color": c.onMain, "circle-stroke-width": 1.5 } },
    ],
  },
});
map.addControl(new NavigationControl({ showCompass: false }));
map.addControl(new AttributionControl({ compact: true, customAttribution: "Natural Earth, GeoNames" }));

const list = document.getElementById("in-view");
let asking = null;

async function refresh() {
  asking?.abort();
  asking = new AbortController();
  const bounds = map.getBounds();
  const query = new URLSearchParams(location.search);
  for (const side of ["West", "South", "East", "North"])
    query.set(side.toLowerCase(), Math.max(-1000, Math.min(1000, bounds[`get${side}`]())).toFixed(4));
  query.set("zoom", map.getZoom().toFixed(1));
  const options = { signal: asking.signal, headers: { "hx-request": "true" } };
  try {
    const [view, listed] = await Promise.all([
      fetch(`${node.dataset.view}?${query}`, options),
      fetch(`${node.dataset.list}?${query}`, options),
    ]);
    if (!view.ok || !listed.ok) return;
    const found = await view.json();
    map.getSource("incidents").setData(found);
    const alone = found.features.filter((one) => one.properties.metres && map.getZoom() > 3);
    map.getSource("ground").setData({ ...NOTHING, features: alone.map((one) => drawCircle(one.geometry.coordinates, one.properties.metres)) });
    list.innerHTML = await listed.text(); // made by our own templates, escaped there
    node.dataset.ready = String(found.total);
    map.once("idle", refine);
  } catch (error) {
    if (error.name !== "AbortError") throw error;
  }
}

// The coarse outlines are there at once; the fine ones come when everything else has.
let fine = false;
async function refine() {
  performance.mark("map-shown"); // benchmarks/map_paint.py asks for both marks
  if (fine) return;
  fine = true;
  map.getSource("world").setData(await read_world(node.dataset.fine));
}

map.on("render", function draw() {
  if (!map.isSourceLoaded("world")) return;
  performance.mark("map-drawn");
  map.off("render", draw);
});
map.on("load", refresh);
map.on("moveend", refresh);
map.on("click", "many", (event) => {
  map.easeTo({ center: event.lngLat, zoom: Math.min(map.getZoom() + 2, 12) });
});
map.on("click", "one", (event) => {
  const told = event.features[0].properties;
  const box = document.createElement("div");
  const link = document.createElement("a");
  link.href = `/desk/incident/${encodeURIComponent(told.slug)}`;
  link.textContent = told.title;
  const rest = document.createElement("p");
  rest.textContent = [told.when, told.precision, `${told.sources} ${words.sources}`, told.disputes ? `${told.disputes} ${words.disputes}` : ""].filter(Boolean).join(" · ");
  box.append(link, rest);
  new Popup({ closeButton: true }).setLngLat(event.lngLat).setDOMContent(box).addTo(map);
});
for (const layer of ["many", "one"]) {
  map.on("mouseenter", layer, () => (map.getCanvas().style.cursor = "pointer"));
  map.on("mouseleave", layer, () => (map.getCanvas().style.cursor = ""));
}
