// The state of the page: what stands in the fields, and what the page knows besides. `read` is the only way in, `write` the only way back.

const camel = (id) => id.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
const isSwitch = ({ type }) => type === "checkbox" || type === "radio";
const isField = ({ id, type }) => id !== "" && type !== "button" && type !== "file";

/** The keys of the fields of a form that hold secrets: they are in no snapshot. */
export const SECRETS = ["accessKeyId", "secretAccessKey", "sessionToken"];

const fieldsOf = (form) => [...form.elements].filter(isField);

/** The values of all fields, by their ids in camel case. */
export function read(form) {
  return Object.fromEntries(fieldsOf(form).map((field) => [camel(field.id), isSwitch(field) ? field.checked : field.value]));
}

/** Puts values into fields. What is not named stays. */
export function write(form, values) {
  for (const field of fieldsOf(form)) {
    const value = values[camel(field.id)];
    if (value === undefined) continue;
    if (isSwitch(field)) field.checked = value;
    else if (field.value !== value && (field.tagName !== "SELECT" || [...field.options].some((option) => option.value === value))) field.value = value;
  }
}

/** What a paste may change, as it is now. */
export function snapshot(form) {
  const { paste, ...values } = read(form);
  for (const name of SECRETS) delete values[name];
  return values;
}

/** What the page knows besides the fields. */
export const session = {
  /** What was recognised in the paste box. */
  found: undefined,
  /** Where a value comes from, unless somebody typed it: `link` or `paste`. */
  origin: {},
  /** Whether the verdict on a paste has not been said aloud yet. */
  isUnheard: false,
  /** The column of the list that somebody has chosen. */
  column: undefined,
  /** The endpoint that was confirmed. */
  confirmed: undefined,
  /** The field in which somebody is typing, and the one whose error waits for a pause. */
  typing: undefined,
  unsettled: undefined,
};
