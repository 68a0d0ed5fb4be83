/** No file needs, over others, itself: neither what it does nor the types that it declares. */
export default {
  forbidden: [{ name: "import-circle", severity: "error", from: {}, to: { circular: true } }],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    doNotFollow: { path: "node_modules" },
  },
};
