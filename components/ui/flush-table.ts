/**
 * For a table that stands under a heading rather than fills the page: its outer columns end where the text does.
 * The first cell of a row is the phone's; wider screens begin at the second.
 */
export const FLUSH_TABLE =
	"border-t [&_:is(td,th):last-child]:pr-0 max-sm:[&_:is(td,th):first-child]:px-0 sm:[&_:is(td,th):nth-child(2)]:pl-0";
