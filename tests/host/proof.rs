//! A proof that each table accepts the language of its pattern. Nothing is sampled: the walk visits every pair of a state of
//! the matcher and a state of the pattern's automaton that can be reached together.

use std::collections::HashSet;

use neptune_import_tasks::validate::Identifier;
use neptune_import_tasks::validate::grammar::Cursor;
use regex_automata::dfa::{Automaton, StartKind, dense};
use regex_automata::util::{start, syntax};
use regex_automata::{Anchored, MatchKind};

use crate::support::{IDENTIFIERS, ROLE_ARN_CURRENT, ROLE_ARN_DOCUMENTED};

/// The number of pairs that can be reached. In each of them, matcher and automaton agree.
fn pairs(identifier: Identifier) -> usize {
    // On bytes: `\d` and `\w` are ASCII, as in ECMAScript, and `[^:]` is any byte but the colon.
    let dfa = dense::Builder::new()
        .syntax(syntax::Config::new().unicode(false).utf8(false))
        .configure(
            dense::Config::new().minimize(true).match_kind(MatchKind::All).start_kind(StartKind::Anchored),
        )
        .build(&format!("^(?:{})$", identifier.pattern().source))
        .expect("a pattern");
    let first = dfa.start_state(&start::Config::new().anchored(Anchored::Yes)).expect("a start");
    let mut seen = HashSet::from([(Cursor::default(), first)]);
    let mut open = vec![(Cursor::default(), first)];
    while let Some((cursor, state)) = open.pop() {
        let may_end = identifier.grammar().finish(cursor).is_ok();
        let is_match = dfa.is_match_state(dfa.next_eoi_state(state));
        assert_eq!(may_end, is_match, "{identifier:?} ends at {cursor:?}");
        for byte in 0..=255 {
            let mut next = cursor;
            let is_accepted = identifier.grammar().advance(&mut next, &[byte]) == 1;
            let state = dfa.next_state(state, byte);
            // The automaton is minimal: from a state that is not dead, some match can be reached.
            assert_eq!(
                is_accepted,
                !dfa.is_dead_state(state),
                "{identifier:?} at {cursor:?} before {byte:#x}"
            );
            if is_accepted && seen.insert((next, state)) {
                open.push((next, state));
            }
        }
    }
    println!("{identifier:?}: {} pairs", seen.len());
    seen.len()
}

#[test]
fn tables_accept_the_languages_of_the_patterns() {
    assert_eq!(pairs(Identifier::TaskId), 13);
    assert_eq!(pairs(Identifier::GraphId), 13);
    // More than its characters: what begins like `service-role/` is a role name until the last character.
    assert_eq!(pairs(ROLE_ARN_DOCUMENTED), 45);
    assert_eq!(pairs(ROLE_ARN_CURRENT), 33);
}

/// The proof advances byte by byte. A walk over many bytes at once ends where these steps end.
#[test]
fn walks_are_sequences_of_steps() {
    let values = [
        "t-0123456789",
        "t-01x",
        "arn:aws:iam::123456789012:role/service-role/a",
        "arn:aws-cn:iam::1",
        "t-A",
        // Longer than a part of a fixed length.
        "t-0123456789abcdefghij",
        "g-0123456789abcdefghij",
        "arn:aws:iam::123456789012345678901234:role/r",
    ];
    for identifier in IDENTIFIERS {
        let grammar = identifier.grammar();
        for value in values.map(str::as_bytes) {
            for split in 0..=value.len() {
                let (mut whole, mut parts) = (Cursor::default(), Cursor::default());
                let read = grammar.advance(&mut whole, value);
                let (before, after) = value.split_at(split);
                let mut read_in_parts = grammar.advance(&mut parts, before);
                if read_in_parts == before.len() {
                    read_in_parts += grammar.advance(&mut parts, after);
                }
                assert_eq!(read, read_in_parts, "{identifier:?} {value:?} split at {split}");
                assert_eq!(
                    grammar.finish(whole),
                    grammar.finish(parts),
                    "{identifier:?} {value:?} split at {split}"
                );
            }
        }
    }
}
