import { useState } from "react";
import { createRoot } from "react-dom/client";

import { ImportForm } from "./import-form.jsx";

function App() {
  const [values, setValues] = useState();
  return (
    <>
      <ImportForm onSubmit={setValues} />
      {values && <output>All values are valid: {JSON.stringify(values)}</output>}
    </>
  );
}

createRoot(document.getElementById("root")).render(<App />);
