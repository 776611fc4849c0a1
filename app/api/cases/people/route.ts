import { listCasePeople } from "@/lib/cases/record/people";
import { casePeople } from "@/lib/cases/record/people-schema";
import { route } from "@/lib/platform/http/route";

export const GET = route("Lists the people who can be given a case", {}, casePeople, listCasePeople);
