/**
 * Who may do what, said a second time and by hand, and asked of everything that can be called: the table, each
 * verb, and each route with a real session or token. What is new and not listed here fails.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { AppError } from "@/lib/core/errors";
import { ROLES } from "@/lib/core/roles";
import { reloadConfig } from "@/lib/platform/config/config";
import { LOCAL_WORKSPACE } from "@/lib/platform/config/configured-workspaces";
import { type Actor, SYSTEM } from "@/lib/platform/context/actor";
import { PERMISSION_NAMES, PERMISSIONS, type Permission } from "@/lib/platform/context/permission-table";
import { may } from "@/lib/platform/context/permissions";
import { closeWorkspaces } from "@/lib/sources/workspaces/registry";
import { createTestDatabase, type TestDatabase } from "@/test/db/test-database";
import { addPerson, cookieOf, testContext } from "@/test/findings/fixtures";
import { findRoutes, findVerbs, UNGUARDED } from "@/test/source-walk";
import { newApiToken, tokenActor } from "./api-tokens";
import { hashSecret } from "./secret";
import { openSession } from "./sessions";

const TOKENS = ROLES.map((role) => `${role} token` as const);
/** The same people, limited to one workspace. */
const LIMITED = ROLES.map((role) => `limited ${role}` as const);
const CALLERS = [
	"visitor",
	...ROLES,
	...LIMITED,
	...TOKENS,
	"limited admin token",
	"narrow token",
	"job",
] as const;
type Caller = (typeof CALLERS)[number];

/** The table, by hand. A narrow token is an administrator's that is limited to reading findings. */
const WHO: Record<Permission, readonly Caller[]> = {
	"audit.read": ["analyst", "lead", "admin", "analyst token", "lead token", "admin token", "job"],
	"cases.read": [...ROLES, ...TOKENS, "job"],
	"cases.work": ["analyst", "lead", "admin", "analyst token", "lead token", "admin token", "job"],
	"cases.manage": ["lead", "admin", "lead token", "admin token", "job"],
	"cases.moderate": ["lead", "admin", "job"],
	"findings.read": [...ROLES, ...TOKENS, "narrow token", "job"],
	"findings.decide": ["analyst", "lead", "admin", "analyst token", "lead token", "admin token"],
	"handovers.read": [...ROLES, ...TOKENS, "job"],
	"handovers.write": ["analyst", "lead", "admin", "job"],
	"handovers.manage": ["lead", "admin", "job"],
	"hunts.read": [...ROLES, ...TOKENS, "job"],
	"hunts.run": ["analyst", "lead", "admin", "analyst token", "lead token", "admin token", "job"],
	"hunts.schedule": ["lead", "admin", "lead token", "admin token", "job"],
	"inbox.own": [...ROLES],
	"installation.read": ["admin", "admin token", "job"],
	"people.read": ["lead", "admin", "job"],
	"people.manage": ["admin", "job"],
	"sessions.own": [...ROLES],
	"tokens.own": ["analyst", "lead", "admin"],
	"tokens.manage": ["admin", "job"],
	"webhooks.manage": ["admin", "job"],
	"workspace.read": [...ROLES, ...TOKENS, "job"],
	"workspace.import": ["lead", "admin", "lead token", "admin token", "job"],
};

/** What is about all workspaces, and so for nobody who is limited to some. */
const EVERYWHERE: readonly Permission[] = [
	"cases.manage",
	"handovers.manage",
	"installation.read",
	"webhooks.manage",
];

const VERBS: Record<string, Permission> = {
	"lib/cases/attachments/add.ts#addAttachment": "cases.work",
	"lib/cases/attachments/delete.ts#deleteAttachment": "cases.work",
	"lib/cases/attachments/download.ts#downloadAttachment": "cases.read",
	"lib/cases/attachments/list.ts#listAttachments": "cases.read",
	"lib/cases/comments/add.ts#addComment": "cases.work",
	"lib/cases/comments/edit.ts#editComment": "cases.work",
	"lib/cases/comments/list.ts#listComments": "cases.read",
	"lib/cases/comments/take-back.ts#takeBackComment": "cases.work",
	"lib/platform/inbox/list.ts#listInbox": "inbox.own",
	"lib/platform/inbox/mark-read.ts#markRead": "inbox.own",
	"lib/insights/work/work.ts#countWork": "inbox.own",
	"lib/insights/work/work.ts#ownWork": "inbox.own",
	"lib/insights/live/watch.ts#watchLive": "findings.read",
	"lib/cases/tasks/add.ts#addTask": "cases.work",
	"lib/cases/tasks/apply-template.ts#applyTemplate": "cases.work",
	"lib/cases/tasks/list.ts#listTasks": "cases.read",
	"lib/cases/tasks/move.ts#moveTask": "cases.work",
	"lib/cases/tasks/remove.ts#removeTask": "cases.work",
	"lib/cases/tasks/update.ts#updateTask": "cases.work",
	"lib/cases/templates/create.ts#createTemplate": "cases.manage",
	"lib/cases/templates/delete.ts#deleteTemplate": "cases.manage",
	"lib/cases/templates/list.ts#listTemplates": "cases.read",
	"lib/cases/templates/update.ts#updateTemplate": "cases.manage",
	"lib/cases/timeline/export.ts#exportTimeline": "cases.read",
	"lib/cases/timeline/list.ts#listTimeline": "cases.read",
	"lib/insights/audit/choices.ts#auditChoices": "audit.read",
	"lib/insights/audit/export.ts#exportAudit": "audit.read",
	"lib/outbound/webhooks/publish-head.ts#publishHead": "audit.read",
	"lib/insights/audit/search.ts#searchAudit": "audit.read",
	"lib/insights/audit/state.ts#auditState": "audit.read",
	"lib/insights/audit/verify.ts#verifyAudit": "audit.read",
	"lib/cases/cases/add-entity.ts#addEntity": "cases.work",
	"lib/cases/cases/add-findings.ts#addFindings": "cases.work",
	"lib/cases/cases/create.ts#createCase": "cases.work",
	"lib/cases/cases/export.ts#exportCases": "cases.read",
	"lib/cases/cases/find-likely.ts#findLikely": "cases.read",
	"lib/cases/cases/link-cases.ts#linkCases": "cases.work",
	"lib/cases/cases/link-cases.ts#unlinkCases": "cases.work",
	"lib/cases/cases/list-entities.ts#listEntities": "cases.read",
	"lib/cases/cases/merge.ts#mergeCase": "cases.work",
	"lib/cases/cases/move-findings.ts#moveFindings": "cases.work",
	"lib/cases/cases/remove-entity.ts#removeEntity": "cases.work",
	"lib/cases/cases/board.ts#caseBoard": "cases.read",
	"lib/cases/cases/search.ts#searchCases": "cases.read",
	"lib/cases/cases/set-status.ts#setCaseStatus": "cases.work",
	"lib/cases/cases/undo-status.ts#undoCaseStatus": "cases.work",
	"lib/cases/cases/unmerge.ts#unmergeCase": "cases.work",
	"lib/cases/cases/watch.ts#watchCase": "cases.work",
	"lib/cases/cases/get.ts#getCase": "cases.read",
	"lib/cases/cases/list.ts#listCases": "cases.read",
	"lib/cases/record/people.ts#listCasePeople": "cases.read",
	"lib/cases/cases/set-next-actions.ts#setNextActions": "cases.work",
	"lib/cases/cases/update.ts#updateCase": "cases.work",
	"lib/decisions/decide-one.ts#decideOne": "findings.decide",
	"lib/decisions/decide.ts#decide": "findings.decide",
	"lib/triage/findings/export.ts#exportFindings": "findings.read",
	"lib/triage/findings/facets.ts#findingFacets": "findings.read",
	"lib/triage/findings/get.ts#getFinding": "findings.read",
	"lib/triage/findings/list.ts#listFindings": "findings.read",
	"lib/decisions/undo.ts#undoDecision": "findings.decide",
	"lib/triage/findings/users.ts#searchUsers": "findings.read",
	"lib/handovers/review/calendar.ts#calendarOfHandovers": "handovers.read",
	"lib/handovers/review/difference.ts#handoverDifference": "handovers.read",
	"lib/handovers/review/export.ts#exportHandover": "handovers.read",
	"lib/handovers/review/get.ts#getHandedOver": "handovers.read",
	"lib/handovers/review/history.ts#searchHandovers": "handovers.read",
	"lib/handovers/review/since.ts#sinceHandover": "handovers.read",
	"lib/handovers/read-back/acknowledge.ts#acknowledgeHandover": "handovers.write",
	"lib/handovers/read-back/add-addendum.ts#addAddendum": "handovers.write",
	"lib/handovers/read-back/answer-items.ts#answerItems": "handovers.write",
	"lib/handovers/read-back/answer.ts#answerItem": "handovers.write",
	"lib/handovers/read-back/awaiting.ts#awaitingHandovers": "inbox.own",
	"lib/handovers/read-back/escalate.ts#escalateUnacknowledged": "handovers.write",
	"lib/handovers/read-back/name-receivers.ts#nameReceivers": "handovers.write",
	"lib/handovers/read-back/read-back.ts#getReadBack": "handovers.read",
	"lib/handovers/read-back/reply.ts#replyToItem": "handovers.write",
	"lib/operations/health/check-health.ts#checkHealth": "workspace.read",
	"lib/handovers/handovers/change-plan.ts#changePlan": "handovers.manage",
	"lib/handovers/handovers/get-plan.ts#getPlan": "handovers.read",
	"lib/handovers/handovers/get.ts#getHandover": "handovers.read",
	"lib/handovers/handovers/list-receivers.ts#listReceivers": "handovers.write",
	"lib/handovers/handovers/open.ts#openHandover": "handovers.write",
	"lib/handovers/signing/sign.ts#signHandover": "handovers.write",
	"lib/handovers/handovers/signed-text.ts#signedText": "handovers.read",
	"lib/handovers/handovers/watch.ts#watchHandover": "handovers.read",
	"lib/handovers/handovers/write-note.ts#writeNote": "handovers.write",
	"lib/handovers/handovers/write-notes.ts#writeNotes": "handovers.write",
	"lib/handovers/handovers/write-summary.ts#writeSummary": "handovers.write",
	"lib/triage/runs/cancel-run.ts#cancelRun": "hunts.run",
	"lib/triage/runs/coverage-of.ts#coverageOf": "hunts.read",
	"lib/triage/runs/pause-run.ts#continueRun": "hunts.schedule",
	"lib/triage/runs/pause-run.ts#pauseRun": "hunts.schedule",
	"lib/triage/runs/start-backfill.ts#startBackfill": "hunts.schedule",
	"lib/triage/runs/execute-run.ts#executeRun": "hunts.run",
	"lib/triage/runs/get-run.ts#getRun": "hunts.read",
	"lib/triage/runs/get-run.ts#getRunDetail": "hunts.read",
	"lib/triage/hunts/get.ts#getHunt": "hunts.read",
	"lib/triage/runs/export-runs.ts#exportRuns": "hunts.read",
	"lib/triage/runs/list-runs.ts#listRuns": "hunts.read",
	"lib/triage/runs/run-history.ts#runHistory": "hunts.read",
	"lib/triage/hunts/list.ts#listHunts": "hunts.read",
	"lib/triage/hunts/list.ts#summarize": "hunts.read",
	"lib/triage/runs/recover-runs.ts#recoverRuns": "hunts.run",
	"lib/triage/runs/store-window.ts#giveUp": "hunts.run",
	"lib/triage/runs/store-window.ts#storePart": "hunts.run",
	"lib/triage/runs/start-run.ts#startRun": "hunts.run",
	"lib/triage/catalogue/title.ts#huntTitle": "hunts.read",
	"lib/triage/schedules/change.ts#changeSchedule": "hunts.schedule",
	"lib/triage/schedules/list.ts#listSchedules": "hunts.read",
	"lib/triage/schedules/preview.ts#previewSlots": "hunts.read",
	"lib/triage/schedules/repair-clock.ts#repairClock": "hunts.schedule",
	"lib/triage/schedules/run-due.ts#runDue": "hunts.schedule",
	"lib/triage/runs/watch-run.ts#watchRun": "hunts.read",
	"lib/platform/identity/change-own-password.ts#changeOwnPassword": "sessions.own",
	"lib/platform/identity/create-local-person.ts#createLocalPerson": "people.manage",
	"lib/platform/identity/create-local-person.ts#wouldCloseOpenMode": "people.manage",
	"lib/platform/identity/list-logins.ts#listLogins": "people.read",
	"lib/platform/identity/own-account.ts#ownAccount": "sessions.own",
	"lib/platform/identity/own-authenticator.ts#beginAuthenticator": "sessions.own",
	"lib/platform/identity/own-authenticator.ts#confirmAuthenticator": "sessions.own",
	"lib/platform/identity/own-authenticator.ts#removeAuthenticator": "sessions.own",
	"lib/platform/identity/require-sign-in.ts#requireSignIn": "people.read",
	"lib/platform/identity/reset-password.ts#resetPassword": "people.manage",
	"lib/platform/identity/revoke-own-session.ts#revokeOwnSession": "sessions.own",
	"lib/platform/identity/sign-out.ts#signOut": "sessions.own",
	"lib/cases/report/make.ts#makeReport": "cases.read",
	"lib/cases/deadlines/change-plan.ts#changeDeadlinePlan": "cases.manage",
	"lib/cases/deadlines/get-plan.ts#getDeadlinePlan": "cases.read",
	"lib/cases/deadlines/measure.ts#measureCases": "cases.read",
	"lib/cases/deadlines/tell-late.ts#tellLate": "cases.manage",
	"lib/outbound/incidents/get.ts#getIncident": "cases.read",
	"lib/outbound/incidents/hold.ts#holdIncident": "cases.work",
	"lib/outbound/incidents/recover.ts#lookAtIncidents": "cases.work",
	"lib/outbound/incidents/recover.ts#recoverPushes": "cases.work",
	"lib/outbound/incidents/request.ts#requestPush": "cases.work",
	"lib/outbound/incidents/sync.ts#syncIncident": "cases.work",
	"lib/operations/secrets/reseal.ts#resealSecrets": "webhooks.manage",
	"lib/operations/secrets/rotate.ts#rotateSecretKey": "webhooks.manage",
	"lib/outbound/webhooks/create.ts#createWebhook": "webhooks.manage",
	"lib/outbound/webhooks/delete.ts#deleteWebhook": "webhooks.manage",
	"lib/outbound/webhooks/deliver.ts#deliver": "webhooks.manage",
	"lib/outbound/webhooks/get-delivery.ts#getDelivery": "webhooks.manage",
	"lib/outbound/webhooks/get.ts#getWebhook": "webhooks.manage",
	"lib/outbound/webhooks/list-deliveries.ts#listDeliveries": "webhooks.manage",
	"lib/outbound/webhooks/list.ts#listWebhooks": "webhooks.manage",
	"lib/outbound/webhooks/recover.ts#recoverDeliveries": "webhooks.manage",
	"lib/outbound/webhooks/replay.ts#replayDead": "webhooks.manage",
	"lib/outbound/webhooks/replay.ts#replayDelivery": "webhooks.manage",
	"lib/outbound/webhooks/rotate.ts#rotateSecret": "webhooks.manage",
	"lib/outbound/webhooks/test-webhook.ts#testWebhook": "webhooks.manage",
	"lib/outbound/webhooks/update.ts#updateWebhook": "webhooks.manage",
	"lib/platform/identity/create-token.ts#createToken": "tokens.own",
	"lib/platform/identity/find-person.ts#getPerson": "people.read",
	"lib/platform/identity/known-workspaces.ts#knownWorkspaces": "workspace.read",
	"lib/platform/identity/known-workspaces.ts#requireKnownWorkspaces": "workspace.read",
	"lib/platform/identity/link-person.ts#linkPerson": "people.manage",
	"lib/platform/identity/list-people.ts#listPeople": "people.read",
	"lib/platform/identity/list-tokens.ts#listTokens": "tokens.own",
	"lib/platform/identity/revoke-token.ts#revokeToken": "tokens.own",
	"lib/platform/identity/sign-out-person.ts#signOutPerson": "people.manage",
	"lib/platform/identity/update-person.ts#updatePerson": "people.manage",
	"lib/sources/workspaces/import-export.ts#importExport": "workspace.import",
	"lib/sources/workspaces/overview.ts#workspaceOverview": "workspace.read",
	"lib/sources/workspaces/state.ts#workspaceState": "workspace.read",
	"lib/sources/workspaces/state.ts#workspaceStates": "workspace.read",
};

/** Null: everybody, without signing in. */
const ROUTES: Record<string, Permission | null> = {
	"GET /api/cases/[id]/attachments": "cases.read",
	"POST /api/cases/[id]/attachments": "cases.work",
	"GET /api/cases/[id]/comments": "cases.read",
	"POST /api/cases/[id]/comments": "cases.work",
	"GET /api/cases/[id]/tasks": "cases.read",
	"POST /api/cases/[id]/tasks": "cases.work",
	"POST /api/cases/[id]/template": "cases.work",
	"GET /api/cases/[id]/timeline": "cases.read",
	"GET /api/cases/[id]/timeline/export": "cases.read",
	"GET /api/attachments/[id]": "cases.read",
	"DELETE /api/attachments/[id]": "cases.work",
	"PATCH /api/comments/[id]": "cases.work",
	"DELETE /api/comments/[id]": "cases.work",
	"PATCH /api/tasks/[id]": "cases.work",
	"DELETE /api/tasks/[id]": "cases.work",
	"PUT /api/tasks/[id]/place": "cases.work",
	"GET /api/templates": "cases.read",
	"POST /api/templates": "cases.manage",
	"PATCH /api/templates/[id]": "cases.manage",
	"DELETE /api/templates/[id]": "cases.manage",
	"GET /api/inbox": "inbox.own",
	"GET /api/inbox/count": "inbox.own",
	"POST /api/inbox/read": "inbox.own",
	"GET /api/inbox/work": "inbox.own",
	"GET /api/live": "findings.read",
	"GET /api/account": "sessions.own",
	"POST /api/account/authenticator": "sessions.own",
	"DELETE /api/account/authenticator": "sessions.own",
	"POST /api/account/authenticator/confirmation": "sessions.own",
	"POST /api/account/password": "sessions.own",
	"DELETE /api/account/sessions/[id]": "sessions.own",
	"POST /api/people": "people.manage",
	"GET /api/sign-in/callback": null,
	"POST /api/sign-in/password": null,
	"GET /api/sign-in/provider": null,
	"POST /api/sign-out": "sessions.own",
	"GET /api/audit": "audit.read",
	"GET /api/audit/choices": "audit.read",
	"GET /api/audit/export": "audit.read",
	"GET /api/audit/state": "audit.read",
	"POST /api/audit/verification": "audit.read",
	"GET /api/cases": "cases.read",
	"POST /api/cases": "cases.work",
	"GET /api/cases/[id]/report": "cases.read",
	"GET /api/cases/measures": "cases.read",
	"GET /api/cases/measures/export": "cases.read",
	"GET /api/deadlines": "cases.read",
	"PUT /api/deadlines": "cases.manage",
	"GET /api/cases/[id]/incident": "cases.read",
	"POST /api/cases/[id]/incident": "cases.work",
	"POST /api/cases/[id]/incident/hold": "cases.work",
	"GET /api/cases/[id]": "cases.read",
	"PATCH /api/cases/[id]": "cases.work",
	"GET /api/cases/[id]/entities": "cases.read",
	"POST /api/cases/[id]/entities": "cases.work",
	"POST /api/cases/[id]/findings": "cases.work",
	"POST /api/cases/[id]/links": "cases.work",
	"DELETE /api/cases/[id]/links": "cases.work",
	"POST /api/cases/[id]/merge": "cases.work",
	"DELETE /api/cases/[id]/merge": "cases.work",
	"POST /api/cases/[id]/moved-findings": "cases.work",
	"PUT /api/cases/[id]/status": "cases.work",
	"DELETE /api/cases/[id]/status": "cases.work",
	"PUT /api/cases/[id]/watchers": "cases.work",
	"DELETE /api/cases/entities/[id]": "cases.work",
	"GET /api/cases/export": "cases.read",
	"POST /api/cases/likely": "cases.read",
	"GET /api/cases/board": "cases.read",
	"GET /api/cases/search": "cases.read",
	"PUT /api/cases/next-actions": "cases.work",
	"GET /api/cases/people": "cases.read",
	"GET /api/findings": "findings.read",
	"GET /api/findings/[id]": "findings.read",
	"POST /api/findings/decisions": "findings.decide",
	"DELETE /api/findings/decisions/[id]": "findings.decide",
	"GET /api/findings/export": "findings.read",
	"GET /api/findings/facets": "findings.read",
	"GET /api/findings/users": "findings.read",
	"GET /api/handovers/awaiting": "inbox.own",
	"GET /api/handovers/calendar": "handovers.read",
	"GET /api/handovers/history": "handovers.read",
	"POST /api/handovers/[id]/acknowledgement": "handovers.write",
	"POST /api/handovers/[id]/addenda": "handovers.write",
	"GET /api/handovers/[id]/difference": "handovers.read",
	"GET /api/handovers/[id]/export": "handovers.read",
	"GET /api/handovers/[id]/read-back": "handovers.read",
	"POST /api/handovers/[id]/read-back/answers": "handovers.write",
	"POST /api/handovers/[id]/read-back/messages": "handovers.write",
	"GET /api/handovers/[id]/since": "handovers.read",
	"GET /api/checks": "workspace.read",
	"POST /api/checks": "workspace.read",
	"POST /api/handovers": "handovers.write",
	"GET /api/handovers/[id]": "handovers.read",
	"PATCH /api/handovers/[id]": "handovers.write",
	"GET /api/handovers/[id]/events": "handovers.read",
	"PATCH /api/handovers/[id]/notes": "handovers.write",
	"PATCH /api/handovers/[id]/notes/many": "handovers.write",
	"POST /api/handovers/[id]/read-back/answers/many": "handovers.write",
	"GET /api/handovers/[id]/receivers": "handovers.write",
	"PUT /api/handovers/[id]/receivers": "handovers.write",
	"POST /api/handovers/[id]/signature": "handovers.write",
	"GET /api/handovers/[id]/snapshot": "handovers.read",
	"GET /api/shifts": "handovers.read",
	"PUT /api/shifts": "handovers.manage",
	"GET /api/health": null,
	"GET /api/hunts": "hunts.read",
	"GET /api/hunts/[id]": "hunts.read",
	"GET /api/hunts/[id]/runs": "hunts.read",
	"POST /api/hunts/[id]/runs": "hunts.run",
	"POST /api/hunts/[id]/backfills": "hunts.schedule",
	"GET /api/hunts/[id]/coverage": "hunts.read",
	"POST /api/runs/[id]/pause": "hunts.schedule",
	"POST /api/runs/[id]/continuation": "hunts.schedule",
	"GET /api/hunts/[id]/schedules": "hunts.read",
	"PUT /api/hunts/[id]/schedules": "hunts.schedule",
	"GET /api/schedules/preview": "hunts.read",
	"GET /api/me": null,
	"GET /api/openapi.json": null,
	"GET /api/people": "people.read",
	"PATCH /api/people/[id]": "people.manage",
	"PUT /api/people/[id]/link": "people.manage",
	"DELETE /api/people/[id]/sessions": "people.manage",
	"GET /api/tokens": "tokens.own",
	"POST /api/tokens": "tokens.own",
	"DELETE /api/tokens/[id]": "tokens.own",
	"PUT /api/findings/[id]/decision": "findings.decide",
	"GET /api/ready": null,
	"GET /api/runs": "hunts.read",
	"GET /api/runs/export": "hunts.read",
	"GET /api/runs/history": "hunts.read",
	"GET /api/runs/[id]": "hunts.read",
	"POST /api/runs/[id]/cancellation": "hunts.run",
	"GET /api/runs/[id]/events": "hunts.read",
	"GET /api/webhooks": "webhooks.manage",
	"POST /api/webhooks": "webhooks.manage",
	"GET /api/webhooks/[id]": "webhooks.manage",
	"PATCH /api/webhooks/[id]": "webhooks.manage",
	"DELETE /api/webhooks/[id]": "webhooks.manage",
	"GET /api/webhooks/[id]/deliveries": "webhooks.manage",
	"POST /api/webhooks/[id]/replay": "webhooks.manage",
	"POST /api/webhooks/[id]/secret": "webhooks.manage",
	"POST /api/webhooks/[id]/test": "webhooks.manage",
	"GET /api/webhooks/deliveries/[id]": "webhooks.manage",
	"POST /api/webhooks/deliveries/[id]/replay": "webhooks.manage",
	"GET /api/workspace": "workspace.read",
	"POST /api/workspace/imports": "workspace.import",
};

const NOBODY = "00000000-0000-7000-8000-00000000dead";

let test: TestDatabase;
let directory: string;
const headers = new Map<Caller, Record<string, string>>();
const actors = new Map<Caller, Actor>();

beforeAll(async () => {
	directory = mkdtempSync(path.join(tmpdir(), "afterclick-matrix-"));
	vi.stubEnv("DATA_DIRECTORY", directory);
	vi.stubEnv("WORKSPACE_DIRECTORY", path.join(directory, "workspace"));
	vi.stubEnv("SENTINEL_WORKSPACE_ID", "");
	vi.stubEnv("OIDC_ISSUER", "");
	reloadConfig();
	test = await createTestDatabase();
	headers.set("visitor", {});
	actors.set("visitor", { kind: "visitor" });
	actors.set("job", SYSTEM);
	for (const role of ROLES) {
		const person = await addPerson(test.db, `A ${role}`, role);
		// One password somewhere, and nobody is the local administrator any more.
		await test.db.localCredential.create({
			data: { personId: person.id, passwordHash: "none", changedAt: new Date() },
		});
		const { token } = await test.db.$transaction((tx) =>
			openSession(tx, new Date(), { personId: person.id, method: "password", userAgent: null }),
		);
		headers.set(role, { cookie: `afterclick_session=${token}` });
		actors.set(role, person);
		await addToken(`${role} token`, role, person.id, [...PERMISSION_NAMES]);
		const limited = await addPerson(test.db, `A limited ${role}`, role);
		await test.db.person.update({
			where: { id: limited.id },
			data: { workspaces: [LOCAL_WORKSPACE.id] },
		});
		headers.set(`limited ${role}`, { cookie: await cookieOf(test.db, limited) });
		actors.set(`limited ${role}`, { ...limited, workspaces: [LOCAL_WORKSPACE.id] });
		if (role === "admin") await addToken("limited admin token", role, limited.id, [...PERMISSION_NAMES]);
	}
	await addToken("narrow token", "admin", null, ["findings.read"]);
});

async function addToken(
	caller: Caller,
	role: (typeof ROLES)[number],
	personId: string | null,
	permissions: string[],
) {
	const token = newApiToken();
	await test.db.apiToken.create({
		data: {
			name: caller,
			tokenHash: hashSecret(token),
			hint: token.slice(0, 8),
			personId,
			role: personId === null ? role : null,
			permissions,
			createdById: NOBODY,
			createdAt: new Date(),
			expiresAt: new Date(Date.now() + 3_600_000),
		},
	});
	headers.set(caller, { authorization: `Bearer ${token}` });
	const actor = await tokenActor(test.db, token, new Date());
	if (actor) actors.set(caller, actor);
}

afterAll(async () => {
	await closeWorkspaces();
	await test.drop();
	vi.unstubAllEnvs();
	reloadConfig();
	rmSync(directory, { recursive: true, force: true });
});

function actorOf(caller: Caller): Actor {
	const actor = actors.get(caller);
	if (actor === undefined) throw new Error(`There is no ${caller}.`);
	return actor;
}

/** Anyone who is limited may what their role may, but for what is about all workspaces. */
const allowed = (caller: Caller, permission: Permission) =>
	caller.startsWith("limited ")
		? !EVERYWHERE.includes(permission) && WHO[permission].includes(caller.slice("limited ".length) as Caller)
		: WHO[permission].includes(caller);

it("the table says who may do what, and nothing is in it that is not here", () => {
	expect(Object.keys(PERMISSIONS).sort()).toEqual(Object.keys(WHO).sort());
	for (const permission of Object.keys(PERMISSIONS) as Permission[]) {
		for (const caller of CALLERS) {
			expect(may(actorOf(caller), permission), `${caller}: ${permission}`).toBe(allowed(caller, permission));
		}
	}
});

/** They are called with a workspace that nobody limited has. */
const OF_A_WORKSPACE = [
	"lib/sources/workspaces/overview.ts#workspaceOverview",
	"lib/sources/workspaces/state.ts#workspaceState",
];

type AnyVerb = (ctx: unknown, ...rest: unknown[]) => unknown;

/** Calls a verb with what fits none, and gives the code it failed with, if it did. */
async function outcome(verb: AnyVerb, actor: Actor): Promise<string> {
	try {
		const ctx = testContext(test.db, actor);
		let made = await verb(ctx, NOBODY, { onRun: () => undefined, onEnd: () => undefined });
		if (typeof made === "object" && made !== null && Symbol.asyncIterator in made) {
			const chunks = made as AsyncGenerator<unknown>;
			made = await chunks.next();
			await chunks.return(undefined);
		}
		return "done";
	} catch (error) {
		return error instanceof AppError ? error.code : "failed in another way";
	}
}

describe("every verb", () => {
	it("is listed here", async () => {
		const found = (await findVerbs()).map(({ id }) => id).filter((id) => !(id in UNGUARDED));
		expect(found.sort()).toEqual(Object.keys(VERBS).sort());
	});

	it.each(Object.entries(VERBS))("%s asks for %s", async (id, permission) => {
		const [file, name] = id.split("#") as [string, string];
		const verb = ((await import(path.resolve(file))) as Record<string, AnyVerb>)[name] as AnyVerb;
		for (const caller of CALLERS) {
			const code = await outcome(verb, actorOf(caller));
			const refused = caller === "visitor" ? "unauthenticated" : "forbidden";
			const outside = caller.startsWith("limited ") && OF_A_WORKSPACE.includes(id);
			if (allowed(caller, permission) && !outside)
				expect(["unauthenticated", "forbidden"], caller).not.toContain(code);
			else expect(code, caller).toBe(refused);
		}
	});
});

type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;

async function call(route: string, caller: Caller): Promise<number> {
	const [method, pattern] = route.split(" ") as [string, string];
	const module = (await import(path.resolve(`app${pattern}/route.ts`))) as Record<string, Handler>;
	const url = `http://localhost:3000${pattern.replaceAll("[id]", NOBODY)}`;
	const leaving = new AbortController();
	const response = await (module[method] as Handler)(
		new Request(url, {
			method,
			headers: { ...headers.get(caller), "content-type": "application/json" },
			signal: leaving.signal,
			// Fits no route, so that none is carried out: signing out would end the callers' sessions.
			...(method === "GET" || method === "DELETE" ? {} : { body: "[]" }),
		}),
		{ params: Promise.resolve({ id: NOBODY }) },
	);
	const endless = response.headers.get("content-type") === "text/event-stream";
	await (endless ? response.body?.cancel() : response.text());
	leaving.abort();
	return response.status;
}

describe("every route", () => {
	it("is listed here", async () => {
		const found = (await findRoutes()).flatMap(({ path: at, methods }) =>
			methods.map((method) => `${method} ${at}`),
		);
		expect(found.sort()).toEqual(Object.keys(ROUTES).sort());
	});

	it.each(Object.entries(ROUTES))("%s asks for %s", async (route, permission) => {
		for (const caller of CALLERS.filter((each) => each !== "job")) {
			const status = await call(route, caller);
			if (permission === null || allowed(caller, permission)) {
				expect([401, 403], `${caller}: ${status}`).not.toContain(status);
			} else expect(status, caller).toBe(caller === "visitor" ? 401 : 403);
		}
	});
});
