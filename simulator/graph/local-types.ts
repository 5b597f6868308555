/**
 * Shapes of requests and responses that the calendar subset of Microsoft's metadata has no type
 * for: parameters of bound actions (lower camel case, as their parameters are read without regard
 * to case), users and batches.
 */
const nullable = (type: string): object => ({ type: [type, "null"] });
const graphType = (name: string): object => ({
  anyOf: [{ $ref: `#/$defs/${name}` }, { type: "null" }],
});
const closed = (properties: Record<string, object>, required: string[] = []): object => ({
  type: "object",
  properties,
  required,
});

const userProperties = {
  id: { type: "string" },
  businessPhones: { type: "array", items: { type: "string" } },
  displayName: nullable("string"),
  givenName: nullable("string"),
  jobTitle: nullable("string"),
  mail: nullable("string"),
  mobilePhone: nullable("string"),
  officeLocation: nullable("string"),
  preferredLanguage: nullable("string"),
  surname: nullable("string"),
  userPrincipalName: nullable("string"),
  accountEnabled: nullable("boolean"),
  userType: nullable("string"),
};

export const LOCAL_TYPES: Readonly<Record<string, object>> = {
  user: closed(userProperties),
  answerRequest: closed({
    comment: nullable("string"),
    sendResponse: nullable("boolean"),
    proposedNewTime: graphType("timeSlot"),
  }),
  cancelRequest: closed({ comment: nullable("string") }),
  scheduleRequest: closed(
    {
      schedules: { type: "array", items: { type: "string" } },
      startTime: { $ref: "#/$defs/dateTimeTimeZone" },
      endTime: { $ref: "#/$defs/dateTimeTimeZone" },
      availabilityViewInterval: nullable("integer"),
    },
    ["schedules", "startTime", "endTime"],
  ),
  translateRequest: closed(
    {
      inputIds: { type: "array", items: { type: "string" } },
      sourceIdType: { $ref: "#/$defs/exchangeIdFormat" },
      targetIdType: { $ref: "#/$defs/exchangeIdFormat" },
    },
    ["inputIds", "sourceIdType", "targetIdType"],
  ),
  batchRequest: closed({ requests: { type: "array", items: { $ref: "#/$defs/batchStep" } } }, [
    "requests",
  ]),
  batchStep: closed(
    {
      id: { type: "string", minLength: 1 },
      method: { type: "string" },
      url: { type: "string" },
      headers: { type: ["object", "null"], additionalProperties: { type: "string" } },
      body: {},
      dependsOn: { type: ["array", "null"], items: { type: "string" } },
    },
    ["id", "method", "url"],
  ),
  batchResponse: closed(
    { responses: { type: "array", items: { $ref: "#/$defs/batchStepResponse" } } },
    ["responses"],
  ),
  batchStepResponse: closed(
    {
      id: { type: "string" },
      status: { type: "integer" },
      headers: { type: "object", additionalProperties: { type: "string" } },
      body: {},
    },
    ["id", "status"],
  ),
  errorBody: closed({ error: { $ref: "#/$defs/publicError" } }, ["error"]),
};
