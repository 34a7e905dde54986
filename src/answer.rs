//! What the answers to all operations have in common.

use crate::check::Kind;
use crate::failure::{Failure, Metadata, Unreadable};
use crate::get_import_task::{DETAILS, NEPTUNE};
use crate::http::{Body, Response};
use crate::import_task::{ImportTask, TASK};
use crate::issue::{Code, Issue};
use crate::json::{MemberKind, Object};
use crate::list_import_tasks::{PAGE, TASKS};
use crate::operation::Operation;
use crate::service_error;
use crate::text;

/// Whether a member must be there, and be of its type.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    /// The service model requires it.
    Required,
    /// If it is there it must be of its type.
    Optional,
    /// Nothing is decided by it: of another type, it is as good as absent.
    Extra,
}

/// A member of an object in an answer.
pub(crate) struct Member {
    pub(crate) name: &'static str,
    pub(crate) need: Need,
    pub(crate) kind: MemberKind,
    /// The patterns of its value, if it has any: one of them is enough.
    pub(crate) kinds: &'static [Kind],
    /// The values that some publication lists, with a space between them, if it has any.
    pub(crate) known: &'static str,
}

impl Member {
    pub(crate) const fn text(name: &'static str, need: Need) -> Self {
        Member { name, need, kind: MemberKind::String, kinds: &[], known: "" }
    }

    pub(crate) const fn number(name: &'static str) -> Self {
        Member { kind: MemberKind::Number, ..Self::text(name, Need::Extra) }
    }

    pub(crate) const fn truth(name: &'static str) -> Self {
        Member { kind: MemberKind::Boolean, ..Self::text(name, Need::Extra) }
    }

    /// Whether some publication knows `value`.
    fn knows(&self, value: &str) -> bool {
        (self.kinds.is_empty() && self.known.is_empty())
            || self.kinds.iter().any(|kind| kind.accepts(value))
            || (!self.known.is_empty() && text::is_one_of(value, self.known))
    }
}

/// What was read of the answer to a request that was accepted, whatever the operation.
pub(crate) struct Answer {
    /// The tasks: one, but for [`Operation::ListImportTasks`].
    pub(crate) tasks: Vec<ImportTask>,
    /// The members of [`ImportTaskDetails`](crate::get_import_task::ImportTaskDetails).
    pub(crate) details: Option<Vec<Option<String>>>,
    /// The members of [`NeptuneImportOptions`](crate::get_import_task::NeptuneImportOptions).
    pub(crate) options: Option<Vec<Option<String>>>,
    /// Where the next page begins.
    pub(crate) next_token: Option<String>,
    pub(crate) metadata: Metadata,
    /// What is unusual: values that no publication knows. The service knows better, but a reader will want to look.
    pub(crate) warnings: Vec<Issue>,
}

impl Answer {
    /// Reads the answer to an operation, or says why there is none.
    pub(crate) fn read<O: Object>(
        operation: Operation,
        response: &Response<O>,
    ) -> Result<Self, Box<Failure>> {
        let object = object(response)?;
        let mut answer = Answer {
            tasks: Vec::new(),
            details: None,
            options: None,
            next_token: None,
            metadata: Metadata::read(response),
            warnings: Vec::new(),
        };
        let warnings = &mut answer.warnings;
        let mut task = |object: &O| -> Result<(), Box<Failure>> {
            answer.tasks.push(ImportTask { texts: texts(response, object, &TASK, warnings)? });
            Ok(())
        };
        if operation == Operation::ListImportTasks {
            let Some(items) = object.objects(TASKS) else {
                return Err(unlike(response, object.member(TASKS).kind, TASKS, "an array of objects"));
            };
            for item in &items {
                task(item)?;
            }
            let mut token = texts(response, object, &PAGE, warnings)?;
            answer.next_token = token.pop().flatten().filter(|token| !token.is_empty());
            return Ok(answer);
        }
        task(object)?;
        if operation == Operation::GetImportTask {
            if let Some(details) = object.object("importTaskDetails") {
                answer.details = Some(texts(response, &details, &DETAILS, warnings)?);
            }
            if let Some(options) =
                object.object("importOptions").and_then(|options| options.object("neptune"))
            {
                answer.options = Some(texts(response, &options, &NEPTUNE, warnings)?);
            }
        }
        Ok(answer)
    }
}

/// The task of an answer that is about one.
pub(crate) fn only(mut tasks: Vec<ImportTask>) -> ImportTask {
    tasks.pop().unwrap_or_default()
}

/// The object that the answer to an accepted request is, or what the response is instead.
fn object<O: Object>(response: &Response<O>) -> Result<&O, Box<Failure>> {
    if response.status >= 300 {
        return Err(service_error::read(response));
    }
    let (reason, what) = match &response.body {
        Body::Object(object) => return Ok(object),
        Body::Empty => (Unreadable::EmptyBody, "the body is empty"),
        Body::NotJson => (Unreadable::NotJson, "the body is not JSON"),
        Body::NotAnObject => (Unreadable::NotAnObject, "the body is no JSON object"),
    };
    Err(Failure::unreadable(response, reason, &[what]))
}

/// The texts of the members of `object`, in the order of `members`.
fn texts<O: Object>(
    response: &Response<O>,
    object: &O,
    members: &[Member],
    warnings: &mut Vec<Issue>,
) -> Result<Vec<Option<String>>, Box<Failure>> {
    let mut texts = Vec::with_capacity(members.len());
    for member in members {
        let found = object.member(member.name);
        let is_typed = found.kind == member.kind;
        if !is_typed {
            let is_absent = found.kind == MemberKind::Absent;
            if member.need == Need::Required || !is_absent && member.need == Need::Optional {
                return Err(unlike(response, found.kind, member.name, "a string of well-formed text"));
            }
            if is_absent {
                texts.push(None);
                continue;
            }
        }
        if !is_typed || !member.knows(&found.text) {
            let expected = "a value that is documented";
            let issue = Issue::new(Code::UnknownValue, "task", member.name, expected);
            warnings.push(issue.found(text::excerpt(&found.text)));
        }
        texts.push(is_typed.then_some(found.text));
    }
    Ok(texts)
}

/// The failure that a member is not what it must be.
fn unlike<O: Object>(response: &Response<O>, kind: MemberKind, name: &str, expected: &str) -> Box<Failure> {
    let (reason, what, expected) = match kind {
        MemberKind::Absent => (Unreadable::MissingMember, "` is missing", ""),
        _ => (Unreadable::WrongType, "` is not ", expected),
    };
    Failure::unreadable(response, reason, &["the member `", name, what, expected])
}
