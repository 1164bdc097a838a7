// Draws every figure with data-plot: horizontal bars of counts by response. Each piece leads to the rows that it
// counts. Colours are the style sheet's, so plots follow it into the dark and onto paper.
"use strict";

(() => {
  const RESPONSES = ["supported", "supported in part", "noted", "pending", "not stated"];
  const BAR = 22, GAP = 8, AXIS = 24;

  function legend(figure, used) {
    const list = d3.select(figure).append("ul").attr("class", "legend");
    for (const k of used) list.append("li").attr("class", `r${k}`).text(RESPONSES[k]);
  }

  function draw(figure) {
    const {bars} = JSON.parse(figure.dataset.plot);
    d3.select(figure).selectAll("svg, .legend").remove();
    const used = d3.range(RESPONSES.length).filter(k => bars.some(bar => bar.counts[k][0] > 0));
    if (!used.length) return;
    const width = figure.clientWidth, labels = Math.min(180, width * 0.35), height = bars.length * (BAR + GAP) + AXIS;
    const most = d3.max(bars, bar => d3.sum(bar.counts, count => count[0]));
    const x = d3.scaleLinear([0, most], [labels, width - 48]);
    legend(figure, used);
    const svg = d3.select(figure).append("svg").attr("viewBox", `0 0 ${width} ${height}`).attr("width", width)
      .attr("height", height).attr("role", "group").attr("aria-label", figure.querySelector("figcaption").firstChild.data.trim());
    svg.append("g").attr("class", "axis").attr("aria-hidden", "true").attr("transform", `translate(0,${AXIS - 6})`)
      .call(d3.axisTop(x).ticks(Math.max(2, Math.min(most, width / 110))).tickFormat(d3.format(",d")).tickSize(-height));
    bars.forEach((bar, row) => {
      const y = AXIS + row * (BAR + GAP), total = d3.sum(bar.counts, count => count[0]);
      const text = (className, at, anchor, words) => svg.append("text").attr("class", className).attr("x", at)
        .attr("y", y + BAR / 2).attr("dy", "0.35em").attr("text-anchor", anchor).text(words);
      const most = Math.floor(labels / 6.6);
      text("label", labels - 8, "end", bar.label.length > most ? bar.label.slice(0, most - 1) + "\u2026" : bar.label);
      let before = 0;
      for (const k of used) {
        const [count, href] = bar.counts[k];
        if (!count) continue;
        const name = `${bar.label}, ${RESPONSES[k]}: ${count}`;
        const link = svg.append("a").attr("href", href).attr("aria-label", name);
        link.append("title").text(name);
        link.append("rect").attr("class", `r${k}`).attr("x", x(before)).attr("y", y).attr("height", BAR)
          .attr("width", x(before + count) - x(before));
        before += count;
      }
      text("total", x(total) + 6, "start", total.toLocaleString("en"));
    });
  }

  const figures = document.querySelectorAll("figure[data-plot]");
  const drawAll = () => figures.forEach(draw);
  let width = innerWidth;
  addEventListener("resize", () => { if (innerWidth !== width) { width = innerWidth; drawAll(); } });
  drawAll();
})();
