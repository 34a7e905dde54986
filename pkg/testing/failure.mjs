/**
 * Errors as the service answers them, and their statuses: those of the operations' pages and of
 * https://docs.aws.amazon.com/neptune-analytics/latest/apiref/CommonErrors.html, and those of AWS's front ends.
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

/** An error as the service answers it; one that is not known here has the status 400. */
export function failure(name, message, { reason, status = statusOf(name), headers } = {}) {
  return {
    status,
    headers: { "x-amzn-errortype": name, ...headers },
    body: JSON.stringify({ message, reason }),
  };
}

function statusOf(name) {
  return Object.hasOwn(STATUS, name) ? STATUS[name] : 400;
}
