// A form whose fields say what is wrong with their values, and offer the correction of a mistake that they recognise.

import { checkGraphId, checkRoleArn, checkTaskId } from "neptune-import-tasks/check";
import { useForm } from "react-hook-form";

const FIELDS = {
  taskId: { label: "Task ID", check: checkTaskId },
  graphId: { label: "Graph ID", check: checkGraphId },
  // Roles with a path are valid in the newest service model only.
  roleArn: { label: "Role ARN", check: (value) => checkRoleArn(value, { revision: "current" }) },
};

const explanationOf = (check) => (value) => check(value).issue?.explanation ?? true;

export function ImportForm({ onSubmit }) {
  const { register, handleSubmit, setValue, getValues, formState: { errors } } = useForm({ mode: "onTouched" });
  return (
    <form onSubmit={handleSubmit(onSubmit)} noValidate>
      {Object.entries(FIELDS).map(([name, { label, check }]) => {
        const suggestion = errors[name] && check(getValues(name)).issue?.suggestion;
        return (
          <p key={name}>
            <label>{label} <input {...register(name, { validate: explanationOf(check) })} aria-invalid={Boolean(errors[name])} /></label>
            {errors[name] && <span role="alert"> {errors[name].message} </span>}
            {suggestion && (
              <button type="button" onClick={() => setValue(name, suggestion, { shouldValidate: true })}>Use {suggestion}</button>
            )}
          </p>
        );
      })}
      <button>Check</button>
    </form>
  );
}
