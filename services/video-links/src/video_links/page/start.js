/* Runs in every browser, however old: says why nothing happens where the page's other scripts cannot run or do not come. */
(function () {
  /** @param {string} lack */
  function tell(lack) {
    if (document.documentElement.dataset.works) return;
    document.documentElement.dataset.unable = lack;
    const words = document.querySelectorAll("div[data-unable], [data-lack]");
    Array.prototype.forEach.call(words, function (/** @type {HTMLElement} */ one) {
      one.hidden = "lack" in one.dataset && one.dataset.lack !== lack;
    });
  }
  if (!("noModule" in document.createElement("script"))) tell("old");
  window.addEventListener(
    "error",
    function (event) {
      tell(event.error instanceof SyntaxError ? "old" : "broken");
    },
    true,
  );
})();
