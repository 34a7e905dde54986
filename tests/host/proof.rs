//! A proof that each table accepts the language of its pattern: no sampling, but a walk over all pairs of a state of the
//! matcher and a state of the pattern's automaton that can be reached together.

use std::collections::HashSet;

use neptune_import_tasks::check::Kind;
use neptune_import_tasks::grammar::Cursor;
use regex_automata::dfa::{Automaton, StartKind, dense};
use regex_automata::util::{start, syntax};
use regex_automata::{Anchored, MatchKind};

/// The number of pairs that can be reached, none of which disagrees.
fn pairs(kind: Kind) -> usize {
    // On bytes: `\d` and `\w` are ASCII, as in ECMAScript, and `[^:]` is any byte but the colon.
    let dfa = dense::Builder::new()
        .syntax(syntax::Config::new().unicode(false).utf8(false))
        .configure(
            dense::Config::new().minimize(true).match_kind(MatchKind::All).start_kind(StartKind::Anchored),
        )
        .build(&format!("^(?:{})$", kind.pattern().source))
        .expect("a pattern");
    let first = dfa.start_state(&start::Config::new().anchored(Anchored::Yes)).expect("a start");
    let mut seen = HashSet::from([(Cursor::default(), first)]);
    let mut open = vec![(Cursor::default(), first)];
    while let Some((cursor, state)) = open.pop() {
        let ours = kind.grammar().finish(cursor).is_ok();
        let theirs = dfa.is_match_state(dfa.next_eoi_state(state));
        assert_eq!(ours, theirs, "{kind:?} ends at {cursor:?}");
        for byte in 0..=255 {
            let mut next = cursor;
            let goes_on = kind.grammar().advance(&mut next, &[byte]) == 1;
            let state = dfa.next_state(state, byte);
            // The automaton is minimal, so a state that is not dead is on the way to a match.
            assert_eq!(goes_on, !dfa.is_dead_state(state), "{kind:?} at {cursor:?} before {byte:#x}");
            if goes_on && seen.insert((next, state)) {
                open.push((next, state));
            }
        }
    }
    seen.len()
}

#[test]
fn the_tables_accept_what_the_patterns_accept() {
    assert_eq!(pairs(Kind::TaskId), 13);
    assert_eq!(pairs(Kind::GraphId), 13);
    // More than the places of its letters: what begins like `service-role/` is a name until its last letter.
    assert_eq!(pairs(Kind::RoleArnDocumented), 45);
    assert_eq!(pairs(Kind::RoleArnCurrent), 33);
}

/// The proof walks byte by byte. This shows that a walk over many bytes at once ends where those steps end.
#[test]
fn long_walks_are_made_of_steps() {
    let texts = [
        "t-0123456789",
        "t-01x",
        "arn:aws:iam::123456789012:role/service-role/a",
        "arn:aws-cn:iam::1",
        "t-A",
    ];
    for kind in [Kind::TaskId, Kind::GraphId, Kind::RoleArnDocumented, Kind::RoleArnCurrent] {
        for text in texts.map(str::as_bytes) {
            for split in 0..=text.len() {
                let (mut whole, mut parts) = (Cursor::default(), Cursor::default());
                let read = kind.grammar().advance(&mut whole, text);
                let (before, after) = text.split_at(split);
                let mut read_in_parts = kind.grammar().advance(&mut parts, before);
                if read_in_parts == before.len() {
                    read_in_parts += kind.grammar().advance(&mut parts, after);
                }
                assert_eq!(read, read_in_parts, "{kind:?} {text:?} cut at {split}");
                assert_eq!(
                    kind.grammar().finish(whole),
                    kind.grammar().finish(parts),
                    "{kind:?} {text:?} cut at {split}"
                );
            }
        }
    }
}
