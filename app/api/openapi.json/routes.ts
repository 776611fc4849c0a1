import type { Routes } from "@/lib/http/openapi";
import * as accountAuthenticatorConfirmation from "../account/authenticator/confirmation/route";
import * as accountAuthenticator from "../account/authenticator/route";
import * as accountPassword from "../account/password/route";
import * as account from "../account/route";
import * as accountSession from "../account/sessions/[id]/route";
import * as attachment from "../attachments/[id]/route";
import * as auditChoices from "../audit/choices/route";
import * as auditExport from "../audit/export/route";
import * as audit from "../audit/route";
import * as auditState from "../audit/state/route";
import * as auditVerification from "../audit/verification/route";
import * as caseAttachments from "../cases/[id]/attachments/route";
import * as caseComments from "../cases/[id]/comments/route";
import * as caseEntities from "../cases/[id]/entities/route";
import * as caseFindings from "../cases/[id]/findings/route";
import * as caseIncidentHold from "../cases/[id]/incident/hold/route";
import * as caseIncident from "../cases/[id]/incident/route";
import * as caseLinks from "../cases/[id]/links/route";
import * as caseMerge from "../cases/[id]/merge/route";
import * as caseMovedFindings from "../cases/[id]/moved-findings/route";
import * as caseReport from "../cases/[id]/report/route";
import * as caseOne from "../cases/[id]/route";
import * as caseStatus from "../cases/[id]/status/route";
import * as caseTasks from "../cases/[id]/tasks/route";
import * as caseTemplate from "../cases/[id]/template/route";
import * as caseTimelineExport from "../cases/[id]/timeline/export/route";
import * as caseTimeline from "../cases/[id]/timeline/route";
import * as caseWatchers from "../cases/[id]/watchers/route";
import * as casesBoard from "../cases/board/route";
import * as caseEntity from "../cases/entities/[id]/route";
import * as casesExport from "../cases/export/route";
import * as casesLikely from "../cases/likely/route";
import * as caseMeasuresExport from "../cases/measures/export/route";
import * as caseMeasures from "../cases/measures/route";
import * as caseNextActions from "../cases/next-actions/route";
import * as casePeople from "../cases/people/route";
import * as cases from "../cases/route";
import * as casesSearch from "../cases/search/route";
import * as checks from "../checks/route";
import * as comment from "../comments/[id]/route";
import * as deadlines from "../deadlines/route";
import * as findingDecision from "../findings/[id]/decision/route";
import * as finding from "../findings/[id]/route";
import * as decision from "../findings/decisions/[id]/route";
import * as decisions from "../findings/decisions/route";
import * as findingsExport from "../findings/export/route";
import * as findingsFacets from "../findings/facets/route";
import * as findings from "../findings/route";
import * as findingsUsers from "../findings/users/route";
import * as handoverAcknowledgement from "../handovers/[id]/acknowledgement/route";
import * as handoverAddenda from "../handovers/[id]/addenda/route";
import * as handoverDifference from "../handovers/[id]/difference/route";
import * as handoverEvents from "../handovers/[id]/events/route";
import * as handoverExport from "../handovers/[id]/export/route";
import * as handoverNotesMany from "../handovers/[id]/notes/many/route";
import * as handoverNotes from "../handovers/[id]/notes/route";
import * as readBackAnswersMany from "../handovers/[id]/read-back/answers/many/route";
import * as readBackAnswers from "../handovers/[id]/read-back/answers/route";
import * as readBackMessages from "../handovers/[id]/read-back/messages/route";
import * as readBack from "../handovers/[id]/read-back/route";
import * as handoverReceivers from "../handovers/[id]/receivers/route";
import * as handover from "../handovers/[id]/route";
import * as handoverSignature from "../handovers/[id]/signature/route";
import * as handoverSince from "../handovers/[id]/since/route";
import * as handoverSnapshot from "../handovers/[id]/snapshot/route";
import * as handoversAwaiting from "../handovers/awaiting/route";
import * as handoverCalendar from "../handovers/calendar/route";
import * as handoverHistory from "../handovers/history/route";
import * as handovers from "../handovers/route";
import * as health from "../health/route";
import * as huntBackfills from "../hunts/[id]/backfills/route";
import * as huntCoverage from "../hunts/[id]/coverage/route";
import * as hunt from "../hunts/[id]/route";
import * as huntRuns from "../hunts/[id]/runs/route";
import * as huntSchedules from "../hunts/[id]/schedules/route";
import * as hunts from "../hunts/route";
import * as inboxCount from "../inbox/count/route";
import * as inboxRead from "../inbox/read/route";
import * as inbox from "../inbox/route";
import * as inboxWork from "../inbox/work/route";
import * as live from "../live/route";
import * as me from "../me/route";
import * as personLink from "../people/[id]/link/route";
import * as person from "../people/[id]/route";
import * as personSessions from "../people/[id]/sessions/route";
import * as people from "../people/route";
import * as ready from "../ready/route";
import * as runCancellation from "../runs/[id]/cancellation/route";
import * as runContinuation from "../runs/[id]/continuation/route";
import * as runEvents from "../runs/[id]/events/route";
import * as runPause from "../runs/[id]/pause/route";
import * as run from "../runs/[id]/route";
import * as runsExport from "../runs/export/route";
import * as runsHistory from "../runs/history/route";
import * as runs from "../runs/route";
import * as schedulePreview from "../schedules/preview/route";
import * as shifts from "../shifts/route";
import * as signInCallback from "../sign-in/callback/route";
import * as signInPassword from "../sign-in/password/route";
import * as signInProvider from "../sign-in/provider/route";
import * as signOut from "../sign-out/route";
import * as taskPlace from "../tasks/[id]/place/route";
import * as task from "../tasks/[id]/route";
import * as template from "../templates/[id]/route";
import * as templates from "../templates/route";
import * as token from "../tokens/[id]/route";
import * as tokens from "../tokens/route";
import * as webhookDeliveries from "../webhooks/[id]/deliveries/route";
import * as webhookReplay from "../webhooks/[id]/replay/route";
import * as webhook from "../webhooks/[id]/route";
import * as webhookSecret from "../webhooks/[id]/secret/route";
import * as webhookTest from "../webhooks/[id]/test/route";
import * as deliveryReplay from "../webhooks/deliveries/[id]/replay/route";
import * as delivery from "../webhooks/deliveries/[id]/route";
import * as webhooks from "../webhooks/route";
import * as imports from "../workspace/imports/route";
import * as workspace from "../workspace/route";

/** Every route of the API but the document's own; routes.test.ts holds it against the files. */
export const ROUTES: Routes = {
	"/api/cases/{id}/attachments": caseAttachments,
	"/api/cases/{id}/comments": caseComments,
	"/api/cases/{id}/tasks": caseTasks,
	"/api/cases/{id}/template": caseTemplate,
	"/api/cases/{id}/timeline": caseTimeline,
	"/api/cases/{id}/timeline/export": caseTimelineExport,
	"/api/attachments/{id}": attachment,
	"/api/comments/{id}": comment,
	"/api/tasks/{id}": task,
	"/api/tasks/{id}/place": taskPlace,
	"/api/templates": templates,
	"/api/templates/{id}": template,
	"/api/inbox": inbox,
	"/api/inbox/count": inboxCount,
	"/api/inbox/read": inboxRead,
	"/api/inbox/work": inboxWork,
	"/api/live": live,
	"/api/account": account,
	"/api/account/authenticator": accountAuthenticator,
	"/api/account/authenticator/confirmation": accountAuthenticatorConfirmation,
	"/api/account/password": accountPassword,
	"/api/account/sessions/{id}": accountSession,
	"/api/people": people,
	"/api/sign-in/callback": signInCallback,
	"/api/sign-in/password": signInPassword,
	"/api/sign-in/provider": signInProvider,
	"/api/sign-out": signOut,
	"/api/audit": audit,
	"/api/audit/choices": auditChoices,
	"/api/audit/export": auditExport,
	"/api/audit/state": auditState,
	"/api/audit/verification": auditVerification,
	"/api/checks": checks,
	"/api/cases": cases,
	"/api/cases/{id}/incident": caseIncident,
	"/api/cases/{id}/incident/hold": caseIncidentHold,
	"/api/cases/{id}/report": caseReport,
	"/api/cases/{id}": caseOne,
	"/api/cases/{id}/entities": caseEntities,
	"/api/cases/{id}/findings": caseFindings,
	"/api/cases/{id}/links": caseLinks,
	"/api/cases/{id}/merge": caseMerge,
	"/api/cases/{id}/moved-findings": caseMovedFindings,
	"/api/cases/{id}/status": caseStatus,
	"/api/cases/{id}/watchers": caseWatchers,
	"/api/cases/entities/{id}": caseEntity,
	"/api/cases/export": casesExport,
	"/api/cases/likely": casesLikely,
	"/api/cases/board": casesBoard,
	"/api/cases/search": casesSearch,
	"/api/cases/measures": caseMeasures,
	"/api/cases/measures/export": caseMeasuresExport,
	"/api/deadlines": deadlines,
	"/api/cases/next-actions": caseNextActions,
	"/api/cases/people": casePeople,
	"/api/findings": findings,
	"/api/findings/{id}": finding,
	"/api/findings/{id}/decision": findingDecision,
	"/api/findings/decisions": decisions,
	"/api/findings/decisions/{id}": decision,
	"/api/findings/export": findingsExport,
	"/api/findings/facets": findingsFacets,
	"/api/findings/users": findingsUsers,
	"/api/handovers/awaiting": handoversAwaiting,
	"/api/handovers/calendar": handoverCalendar,
	"/api/handovers/history": handoverHistory,
	"/api/handovers/{id}/acknowledgement": handoverAcknowledgement,
	"/api/handovers/{id}/addenda": handoverAddenda,
	"/api/handovers/{id}/difference": handoverDifference,
	"/api/handovers/{id}/export": handoverExport,
	"/api/handovers/{id}/read-back": readBack,
	"/api/handovers/{id}/read-back/answers": readBackAnswers,
	"/api/handovers/{id}/read-back/messages": readBackMessages,
	"/api/handovers/{id}/since": handoverSince,
	"/api/handovers": handovers,
	"/api/handovers/{id}": handover,
	"/api/handovers/{id}/events": handoverEvents,
	"/api/handovers/{id}/notes": handoverNotes,
	"/api/handovers/{id}/notes/many": handoverNotesMany,
	"/api/handovers/{id}/read-back/answers/many": readBackAnswersMany,
	"/api/handovers/{id}/receivers": handoverReceivers,
	"/api/handovers/{id}/signature": handoverSignature,
	"/api/handovers/{id}/snapshot": handoverSnapshot,
	"/api/health": health,
	"/api/hunts": hunts,
	"/api/hunts/{id}": hunt,
	"/api/hunts/{id}/backfills": huntBackfills,
	"/api/hunts/{id}/coverage": huntCoverage,
	"/api/hunts/{id}/runs": huntRuns,
	"/api/hunts/{id}/schedules": huntSchedules,
	"/api/me": me,
	"/api/ready": ready,
	"/api/runs/{id}": run,
	"/api/runs/{id}/cancellation": runCancellation,
	"/api/runs/{id}/continuation": runContinuation,
	"/api/runs/{id}/events": runEvents,
	"/api/runs/{id}/pause": runPause,
	"/api/webhooks": webhooks,
	"/api/webhooks/{id}": webhook,
	"/api/webhooks/{id}/deliveries": webhookDeliveries,
	"/api/webhooks/{id}/replay": webhookReplay,
	"/api/webhooks/{id}/secret": webhookSecret,
	"/api/webhooks/{id}/test": webhookTest,
	"/api/webhooks/deliveries/{id}": delivery,
	"/api/webhooks/deliveries/{id}/replay": deliveryReplay,
	"/api/people/{id}": person,
	"/api/people/{id}/link": personLink,
	"/api/people/{id}/sessions": personSessions,
	"/api/runs": runs,
	"/api/runs/export": runsExport,
	"/api/runs/history": runsHistory,
	"/api/schedules/preview": schedulePreview,
	"/api/shifts": shifts,
	"/api/tokens": tokens,
	"/api/tokens/{id}": token,
	"/api/workspace": workspace,
	"/api/workspace/imports": imports,
};
