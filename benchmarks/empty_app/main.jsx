import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

createRoot(document.getElementById("empty")).render(<StrictMode>Empty</StrictMode>);
