import { caseBoard as readBoard } from "@/lib/cases/cases/board";
import { boardInput, caseBoard } from "@/lib/cases/cases/schema";
import { route } from "@/lib/platform/http/route";

export const GET = route(
	"Reads the board: cases by status, the most urgent first, with how many there are",
	{ query: boardInput },
	caseBoard,
	readBoard,
);
