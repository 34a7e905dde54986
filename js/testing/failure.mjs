/**
 * Error responses of the service. The status codes are those of the operations' pages, of
 * https://docs.aws.amazon.com/neptune-analytics/latest/apiref/CommonErrors.html, and of AWS's front ends.
 */

const STATUS = {
  AccessDeniedException: 403,
  ConflictException: 409,
  ExpiredTokenException: 403,
  IncompleteSignature: 403,
  IncompleteSignatureException: 403,
  InternalFailure: 500,
  InternalServerException: 500,
  InvalidClientTokenId: 403,
  InvalidSignatureException: 403,
  MissingAuthenticationToken: 403,
  MissingAuthenticationTokenException: 403,
  NotAuthorized: 401,
  OptInRequired: 403,
  RequestEntityTooLargeException: 413,
  RequestTimeoutException: 408,
  ResourceNotFoundException: 404,
  ServiceQuotaExceededException: 402,
  ServiceUnavailable: 503,
  ServiceUnavailableException: 503,
  ThrottlingException: 429,
  TooManyRequestsException: 429,
  UnknownOperationException: 404,
  UnprocessableException: 422,
  UnrecognizedClientException: 403,
};

/** The response for an error. An error without a known status code gets 400. */
export function errorResponse(name, message, { reason, status = statusOf(name), headers } = {}) {
  return {
    status,
    headers: { "x-amzn-errortype": name, ...headers },
    body: JSON.stringify({ message, reason }),
  };
}

function statusOf(name) {
  return Object.hasOwn(STATUS, name) ? STATUS[name] : 400;
}
