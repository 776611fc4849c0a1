import { COMPANY, type Employee } from "@/lib/sources/sample/organisation";
import { DIRECTORY_ID, type Row, WORKSPACE_ID } from "@/lib/sources/sample/rows";

const DAY = 86_400_000;

/** How often the directory is written to IdentityInfo in full. */
export const IDENTITY_SNAPSHOT_DAYS = 14;

/** One person's row in a snapshot of the directory; `time` is ms since 1970. */
export function identityRow(person: Employee, staff: readonly Employee[], time: number, risky: boolean): Row {
	const { office } = person;
	const manager = person.managerIndex === null ? null : (staff[person.managerIndex] ?? null);
	const privileged = person.department === "Information Technology" && person.index % 3 === 0;
	const tags = person.department === "Executive" ? ["VIP"] : privileged ? ["Administrator"] : [];
	return {
		TimeGenerated: time * 1000,
		Type: "IdentityInfo",
		TenantId: WORKSPACE_ID,
		SourceSystem: "AAD",
		AccountTenantId: DIRECTORY_ID,
		AccountObjectId: person.objectId,
		AccountCloudSID: `S-1-12-1-${100_000_007 + person.index * 7919}-1200000000-2200000000-${3_000_000 + person.index}`,
		AccountSID: `S-1-5-21-1111111111-2222222222-3333333333-${1_100 + person.index}`,
		AccountUPN: person.upn,
		AccountName: person.alias,
		SAMAccountName: person.alias.slice(0, 20),
		AccountDomain: COMPANY.domain,
		AccountDisplayName: person.displayName,
		GivenName: person.given,
		Surname: person.family,
		MailAddress: person.upn,
		AdditionalMailAddresses: "[]",
		EmployeeId: person.employeeId,
		Department: person.department,
		JobTitle: person.title,
		Manager: manager?.alias ?? null,
		CompanyName: COMPANY.name,
		City: office.city,
		State: office.state,
		Country: office.countryName,
		AccountCreationTime: (time - (time % DAY) - person.createdDaysAgo * DAY) * 1000,
		LastSeenDate: (time - (time % DAY)) * 1000,
		ChangeSource: "AzureActiveDirectory",
		IsAccountEnabled: true,
		IsMFARegistered: person.index % 41 !== 0,
		IsServiceAccount: false,
		UserType: "Member",
		UserState: "Active",
		BlastRadius: privileged ? "High" : person.department === "Executive" ? "Medium" : "Low",
		RiskLevel: risky ? "High" : "None",
		RiskState: risky ? "AtRisk" : "None",
		InvestigationPriority: risky ? 9 : person.index % 5,
		Tags: JSON.stringify(tags),
		AssignedRoles: privileged ? '["Helpdesk Administrator"]' : "[]",
		GroupMembership: JSON.stringify([`All ${office.city}`, `Dept ${person.department}`]),
		UserAccountControl: '["NormalAccount"]',
	};
}
