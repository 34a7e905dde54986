//! Cancels an import task with `ureq` as the HTTP client, waits for its final status, and prints the outcome.
//!
//! `make example-rust` runs it against the fake service. Against AWS, `ureq` needs one of its TLS features.

use std::error::Error;
use std::thread::sleep;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use std::{env, process};

use neptune_import_tasks::client::{Action, Cancellation, Event, Goal, Moment, Outcome, Plan, TokenBucket};
use neptune_import_tasks::endpoint::CustomEndpoint;
use neptune_import_tasks::operation::{OperationName, types::ImportTaskStatus};
use neptune_import_tasks::protocol::http::Headers;
use neptune_import_tasks::sigv4::{Signer, Timestamp};
use neptune_import_tasks::{
    CancelImportTask, Credentials, Endpoint, EndpointOptions, GetImportTask, Operation, Response, TaskId,
};

type Failure = Box<dyn Error + Send + Sync>;

/// What every request needs.
struct Service {
    agent: ureq::Agent,
    endpoint: Endpoint,
    credentials: Credentials,
    signer: Signer,
    /// Milliseconds that the local clock is behind that of the service.
    clock_offset: i64,
}

/// A response: the status of the task or the error, and the headers.
type Received = (Result<Option<ImportTaskStatus>, neptune_import_tasks::Error>, Headers);

impl Service {
    fn from_environment() -> Result<Self, Failure> {
        let region = env::var("AWS_REGION")?;
        let url = env::var("AWS_ENDPOINT_URL_NEPTUNE_GRAPH").ok();
        let parsed = url.as_deref().map(url::Url::parse).transpose()?;
        let custom = url.as_deref().zip(parsed.as_ref());
        let endpoint = Endpoint::resolve(&EndpointOptions {
            region: &region,
            custom: custom.map(|(given, parsed)| CustomEndpoint { given, parsed: Some(parsed.as_str()) }),
            ..Default::default()
        })?;
        let mut credentials =
            Credentials::new(env::var("AWS_ACCESS_KEY_ID")?, env::var("AWS_SECRET_ACCESS_KEY")?);
        credentials.session_token =
            env::var("AWS_SESSION_TOKEN").ok().filter(|token| !token.is_empty()).map(Into::into);
        // A status of 400 or more is a response like any other here.
        let agent = ureq::Agent::config_builder().http_status_as_error(false).max_redirects(0).build();
        Ok(Service { agent: agent.into(), endpoint, credentials, signer: Signer::new(), clock_offset: 0 })
    }

    fn clock(&self) -> Result<i64, Failure> {
        let now = SystemTime::now().duration_since(UNIX_EPOCH)?;
        Ok(i64::try_from(now.as_millis())? + self.clock_offset)
    }

    /// Sends a request. The inner error is that of the connection.
    fn send<O: Operation>(
        &mut self,
        operation: &O,
        timeout: u64,
    ) -> Result<Result<Received, ureq::Error>, Failure> {
        let mut request = operation.request(&self.endpoint);
        let time = Timestamp::from_epoch_millis(self.clock()?)?;
        self.endpoint.sign(&mut request, &self.credentials, &time, &mut self.signer)?;
        let mut builder = ureq::http::Request::builder().method(request.method).uri(&request.url);
        for (name, value) in request.headers {
            builder = builder.header(name, value);
        }
        let timeout = Some(Duration::from_millis(timeout));
        let request = self.agent.configure_request(builder.body(())?).timeout_global(timeout).build();
        Ok(self.agent.run(request).and_then(|mut response| {
            let headers: Vec<_> = response
                .headers()
                .iter()
                .map(|(name, value)| {
                    (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned())
                })
                .collect();
            let body = response.body_mut().read_to_vec()?;
            let response = Response::from_bytes(response.status().as_u16(), headers, &body);
            let status = O::parse(&response).map(|success| O::import_task_status(&success.output).cloned());
            Ok((status, response.headers))
        }))
    }
}

/// Does what the state machine says until it is finished. Returns the outcome and the last error.
fn cancel_and_wait(service: &mut Service, id: &TaskId) -> Result<(Outcome, Option<Failure>), Failure> {
    let (start, mut bucket) = (Instant::now(), TokenBucket::default());
    let mut cancellation = Cancellation::new(Plan { poll_interval: 1_000, ..Plan::new(Goal::CancelAndWait) });
    let moment = |service: &Service| -> Result<Moment, Failure> {
        let elapsed = u64::try_from(start.elapsed().as_millis())?;
        Ok(Moment { elapsed, clock: service.clock()?, random: fastrand::f64() })
    };
    let mut last_error: Option<Failure> = None;
    let mut step = cancellation.handle(Event::Start, moment(service)?, &mut bucket);
    loop {
        service.clock_offset += step.clock_correction;
        match step.action {
            Action::Finish(outcome) => return Ok((outcome, last_error)),
            Action::Wait(milliseconds) => {
                sleep(Duration::from_millis(milliseconds));
                step = cancellation.handle(Event::Timer, moment(service)?, &mut bucket);
            }
            Action::Send { operation, timeout } => {
                let task_identifier = id.clone();
                let sent = if operation == OperationName::CancelImportTask {
                    service.send(&CancelImportTask { task_identifier }, timeout)?
                } else {
                    service.send(&GetImportTask { task_identifier }, timeout)?
                };
                step = match &sent {
                    Ok((status, headers)) => {
                        let event = Event::Response(status.as_ref().map(Option::as_ref), headers);
                        cancellation.handle(event, moment(service)?, &mut bucket)
                    }
                    Err(_) => cancellation.handle(Event::NetworkError, moment(service)?, &mut bucket),
                };
                last_error = match sent {
                    Ok((status, _)) => status.err().map(Into::into),
                    Err(error) => Some(error.into()),
                };
            }
        }
    }
}

fn main() -> Result<(), Failure> {
    let Some(id) = env::args().nth(1) else {
        eprintln!("usage: cargo run --example rust TASK_ID");
        process::exit(2);
    };
    let id: TaskId = id.parse()?;
    let (outcome, error) = cancel_and_wait(&mut Service::from_environment()?, &id)?;
    println!("{id} {}", outcome.as_str());
    match (outcome, error) {
        (Outcome::Failed | Outcome::CancelFailed, Some(error)) => Err(error),
        _ => Ok(()),
    }
}
