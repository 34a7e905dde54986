// The documented statuses of import tasks, for the command line and the fake service.

export const STATUSES = [
  "INITIALIZING", "EXPORTING", "ANALYZING_DATA", "IMPORTING", "REPROVISIONING", "ROLLING_BACK", "SUCCEEDED", "FAILED", "CANCELLING",
  "CANCELLED", "DELETED",
];

// The user guide spells two of them so.
const SPELLINGS = { CANCELED: "CANCELLED", CANCELING: "CANCELLING" };

/** A status in the spelling of the API. */
export const spelledStatus = (status) => (Object.hasOwn(SPELLINGS, status) ? SPELLINGS[status] : status);
