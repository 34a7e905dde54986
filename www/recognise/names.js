// The names under which texts hold values, however they are spelled.

const plain = (name) => name.toLowerCase().replace(/[^a-z]/g, "");

const NAMES = {
  taskId: ["taskId", "taskIdentifier", "importTaskId", "importTaskIdentifier", "taskIds", "taskIdentifiers", "importTask", "importTaskIds", "neptuneTaskId"],
  graphId: ["graphId", "graphIdentifier", "graphIds", "graphIdentifiers", "neptuneGraphId"],
  roleArn: ["roleArn", "iamRoleArn", "importRoleArn", "iamRole"],
  region: ["region", "awsRegion", "regionName", "awsDefaultRegion", "defaultRegion", "signingRegion"],
  endpoint: ["endpoint", "endpointUrl", "awsEndpointUrl", "awsEndpointUrlNeptuneGraph"],
  fips: ["useFipsEndpoint", "fips"],
  dualStack: ["useDualstackEndpoint", "useDualStack", "dualStack"],
  secret: ["accessKeyId", "secretAccessKey", "sessionToken", "awsAccessKeyId", "awsSecretAccessKey", "awsSessionToken", "securityToken"],
};
const KINDS = new Map(Object.entries(NAMES).flatMap(([kind, names]) => names.map((name) => [plain(name), kind])));

/** The kind of value under a name, or nothing. */
export const kindOfName = (name) => KINDS.get(plain(name));

const spelled = (...words) => words.join("[-_ ]?");
/** What the names look like in a text that is no object, for the forms of `forms.js`. */
export const IN_TEXT = {
  taskId: `(?:\\w+[-_ ])?${spelled("(?:import[-_ ]?)?task", "id(?:entifier)?s?")}`,
  graphId: spelled("graph", "id(?:entifier)?s?"),
  roleArn: `(?:iam[-_ ]?)?${spelled("role", "arn")}`,
  region: `(?:\\w+_)?region(?:${spelled("", "name")})?`,
  endpoint: `(?:\\w+_)?endpoint(?:[-_]?url(?:_\\w+)?)?`,
};
