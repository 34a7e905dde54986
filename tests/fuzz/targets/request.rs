//! Any ID, region, endpoint and key: the path of a request is that of its operation, as the parser of URLs sees it, or there is an error.

#![no_main]

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use neptune_import_tasks::endpoint::{CustomEndpoint, Endpoint, EndpointOptions};
use neptune_import_tasks::sigv4::{Credentials, Signer, Timestamp};
use neptune_import_tasks::{CancelImportTask, ListImportTasks, Operation, TaskId};
use url::Url;

#[derive(Debug, Arbitrary)]
struct Input<'a> {
    id: &'a str,
    region: &'a str,
    endpoint: Option<&'a str>,
    use_fips: bool,
    use_dual_stack: bool,
    token: &'a str,
    next_token: String,
    millis: i64,
}

/// Scheme, host, port and path, as the exports for JavaScript pass them.
fn parsed(given: &str) -> Option<String> {
    let url = Url::parse(given).ok()?;
    let has_more = !url.username().is_empty()
        || url.password().is_some()
        || url.query().is_some_and(|query| !query.is_empty())
        || url.fragment().is_some_and(|fragment| !fragment.is_empty());
    let port = url.port().map_or(String::new(), |port| format!(":{port}"));
    (!has_more).then(|| format!("{}://{}{port}{}", url.scheme(), url.host_str().unwrap_or_default(), url.path()))
}

fuzz_target!(|input: Input<'_>| {
    let parsed = input.endpoint.and_then(parsed);
    let custom = input.endpoint.map(|given| CustomEndpoint { given, parsed: parsed.as_deref() });
    let options = EndpointOptions {
        region: input.region,
        use_fips: input.use_fips,
        use_dual_stack: input.use_dual_stack,
        custom,
    };
    let Ok(endpoint) = Endpoint::resolve(&options) else { return };
    let base = Url::parse(&endpoint.url).expect("a URL");
    let base_path = base.path().trim_end_matches('/').to_string();

    let list = ListImportTasks { next_token: Some(input.next_token.clone()), ..Default::default() };
    let url = Url::parse(&list.request(&endpoint).url).expect("a URL");
    assert_eq!(url.path(), format!("{base_path}/importtasks"));
    let tokens: Vec<_> = url.query_pairs().filter(|(name, _)| name == "nextToken").collect();
    assert!(tokens.len() <= 1 && tokens.iter().all(|(_, token)| *token == input.next_token));

    let Ok(task_identifier) = TaskId::try_from(input.id) else { return };
    let mut request = CancelImportTask { task_identifier }.request(&endpoint);
    let url = Url::parse(&request.url).expect("a URL");
    assert_eq!(url.path(), format!("{base_path}/importtasks/{}", input.id));
    assert_eq!((url.host_str(), url.port()), (base.host_str(), base.port()));

    let Ok(time) = Timestamp::from_epoch_millis(input.millis) else { return };
    let credentials = Credentials {
        access_key_id: "AKIAIOSFODNN7EXAMPLE".into(),
        secret_access_key: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY".to_string().into(),
        session_token: Some(input.token.to_string().into()),
        expiration: None,
    };
    if let Ok((signed, _)) = endpoint.sign(&mut request, &credentials, &time, &mut Signer::new()) {
        assert_eq!(signed.signature.as_str().len(), 64);
        assert!(request.headers.iter().all(|(_, value)| !value.contains(['\r', '\n'])));
    }
});
