/**
 * For a table that stands under a heading rather than fills the page: its outer columns end where the text does.
 * The first cell of a row is the phone's; wider screens begin at the second.
 */
export const FLUSH_TABLE =
	"border-t [&_:is(td,th):last-child]:pr-0 max-sm:[&_:is(td,th):first-child]:px-0 sm:[&_:is(td,th):nth-child(2)]:pl-0";

/** For a table from one edge of the page to the other: its outer columns begin and end where the text around it does. */
export const EDGE_TABLE = "max-sm:[&_:is(td,th):first-child]:px-3 sm:[&_:is(td,th):nth-child(2)]:pl-4";
