//! The form of frames.

use crate::bench::{ADMIN, Bench, ROOM, SR, name_deal};
use model::Locale;
use sync::frame::{ClientFrame, CloseCode, FrameError, Raw, RoomId, ServerFrame};

#[test]
fn a_row_reaches_every_client_as_the_bytes_it_was_stored_as() {
    let mut bench = Bench::new();
    let conn = bench.greeted(SR);
    bench.open(conn, ROOM);
    bench.frames(conn);
    bench.submit(ADMIN, name_deal("字节")).unwrap();
    let ServerFrame::Ops(ops) = bench.frames(conn).remove(0) else { panic!("no rows") };
    let row = &ops.streams[0].rows[0];
    let stored = bench.log.rows[&ops.streams[0].stream].last().unwrap();
    assert_eq!(row.payload.as_ref().unwrap().get(), &*stored.payload);
    assert_eq!(ops.streams[0].from, stored.seq);
}

#[test]
fn raw_json_is_passed_on_with_its_spaces() {
    let odd = r#"{ "a" :  [1,  2 ] }"#;
    let raw = Raw::parse(odd).unwrap();
    assert_eq!(serde_json::to_string(&raw).unwrap(), odd);
    assert!(Raw::parse("{ not json").is_err());
}

#[test]
fn a_text_that_is_no_frame_is_an_error_and_no_panic() {
    for text in ["", "null", "[]", "{}", r#"{"t":5}"#, r#"{"t":"hello"}"#, r#"{"t":"open","room":"moon"}"#] {
        assert!(matches!(ClientFrame::parse(text), Err(FrameError::Malformed(_))), "{text}");
    }
    assert!(matches!(ClientFrame::parse(r#"{"t":"dance"}"#), Err(FrameError::UnknownType)));
    assert!(matches!(ServerFrame::parse(r#"{"t":"hello"}"#), Err(FrameError::UnknownType)));
}

#[test]
fn a_room_has_one_name() {
    for room in [RoomId::Board, ROOM, RoomId::Account(model::AccountId::from_u128(7))] {
        assert_eq!(room.to_string().parse::<RoomId>().unwrap(), room);
    }
    assert_eq!(RoomId::Board.to_string(), "board");
    assert!("workspace".parse::<RoomId>().is_err());
}

#[test]
fn each_close_code_has_a_number_and_a_sentence_of_its_own_in_both_languages() {
    for code in CloseCode::ALL {
        assert_eq!(CloseCode::of(code.code()), Some(code));
        assert_ne!(code.sentence(Locale::Zh), code.sentence(Locale::En));
    }
    let numbers: std::collections::BTreeSet<u16> = CloseCode::ALL.iter().map(|code| code.code()).collect();
    assert_eq!(numbers.len(), CloseCode::ALL.len());
    for code in [4400, 4401, 4403, 4408, 4409, 4413, 4429] {
        assert!(numbers.contains(&code));
    }
}
