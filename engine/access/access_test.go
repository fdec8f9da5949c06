package access_test

import (
	"testing"

	"huiyin/engine/access"
	"huiyin/engine/query"
)

var policy = access.NewPolicy(
	access.Role{Key: "agent", Grants: []string{"messages"}, Permissions: []access.Permission{
		{Form: "ticket", Actions: []string{"read", "update"}, Scope: "own", Default: access.Write,
			Fields: map[string]access.Level{"phone": access.Read, "cost": access.Hidden}},
		{Form: "*", Actions: []string{"read"}, Scope: "all", Default: access.Read}}},
	access.Role{Key: "lead", Permissions: []access.Permission{{Form: "ticket", Actions: []string{"read"}, Scope: "subtree", Default: access.Read}}},
	access.Role{Key: "vip", Permissions: []access.Permission{{Form: "ticket", Actions: []string{"read"}, Scope: "condition",
		Condition: query.Condition{Field: "level", Op: "eq", Value: "vip"}}}},
)

func subject(owner, department, level string) *access.Subject {
	return &access.Subject{Owner: owner, Department: department, Get: func(path string) any {
		if path == "level" {
			return level
		}
		return nil
	}}
}

// L-01, L-04, L-08: own rows, department trees and conditions; deny by default, with a reason.
func TestAllow(t *testing.T) {
	cases := []struct {
		note   string
		who    access.Principal
		action string
		form   string
		record *access.Subject
		want   bool
		code   string
	}{
		{"no role", access.Principal{ID: "u"}, "read", "ticket", subject("u", "", ""), false, "access.no_role"},
		{"own", access.Principal{ID: "u", Roles: []string{"agent"}}, "update", "ticket", subject("u", "", ""), true, "access.permitted"},
		{"another's", access.Principal{ID: "u", Roles: []string{"agent"}}, "read", "ticket", subject("v", "", ""), false, "access.out_of_scope"},
		{"action not given", access.Principal{ID: "u", Roles: []string{"agent"}}, "delete", "ticket", subject("u", "", ""), false, "access.action_missing"},
		{"fallback form", access.Principal{ID: "u", Roles: []string{"agent"}}, "read", "article", subject("v", "", ""), true, "access.permitted"},
		{"subtree", access.Principal{ID: "u", Roles: []string{"lead"}, Subtree: []string{"d2"}}, "read", "ticket", subject("v", "d2", ""), true, "access.permitted"},
		{"outside the subtree", access.Principal{ID: "u", Roles: []string{"lead"}, Subtree: []string{"d2"}}, "read", "ticket", subject("v", "d3", ""), false, "access.out_of_scope"},
		{"condition holds", access.Principal{ID: "u", Roles: []string{"vip"}}, "read", "ticket", subject("v", "", "vip"), true, "access.permitted"},
		{"condition fails", access.Principal{ID: "u", Roles: []string{"vip"}}, "read", "ticket", subject("v", "", "normal"), false, "access.out_of_scope"},
		{"administrator", access.Principal{ID: "u", Admin: true}, "delete", "ticket", subject("v", "", ""), true, "access.admin"},
	}
	for _, c := range cases {
		t.Run(c.note, func(t *testing.T) {
			got := policy.Allow(access.Question{Who: c.who, Action: c.action, Form: c.form, Record: c.record})
			if got.Allowed != c.want || len(got.Reasons) == 0 || got.Reasons[0].Code != c.code {
				t.Fatalf("got %+v", got)
			}
		})
	}
}

// What Allow says of one record, Scope says of the stored rows: the same people see the same records.
func TestScopeAgreesWithAllow(t *testing.T) {
	people := []access.Principal{{ID: "u"}, {ID: "u", Roles: []string{"agent"}}, {ID: "u", Department: "d1", Roles: []string{"lead"}, Subtree: []string{"d2"}},
		{ID: "u", Roles: []string{"vip"}}, {ID: "u", Roles: []string{"agent", "vip"}}, {ID: "u", Admin: true}}
	for _, who := range people {
		for _, owner := range []string{"u", "v"} {
			for _, department := range []string{"", "d1", "d2", "d3"} {
				for _, level := range []string{"vip", "normal"} {
					doc := map[string]any{"_id": "r", "people.owner": owner, "people.department": department, "data.level": level}
					rows, err := query.Match(policy.Scope(who, "read", "ticket"), func(path string) any { return doc[path] }, query.MatchOptions{})
					if err != nil {
						t.Fatal(err)
					}
					one := policy.Allow(access.Question{Who: who, Action: "read", Form: "ticket", Record: subject(owner, department, level)}).Allowed
					if rows != one {
						t.Errorf("%+v owner %s department %s level %s: list %v, record %v", who, owner, department, level, rows, one)
					}
				}
			}
		}
	}
}

// Personal fields are opened by name only, for administrators too (N-04).
func TestFieldLevels(t *testing.T) {
	agent := access.Principal{ID: "u", Roles: []string{"agent"}}
	for field, want := range map[string]access.Level{"title": access.Write, "phone": access.Read, "cost": access.Hidden} {
		if got := policy.Field(agent, "ticket", field, field == "phone"); got != want {
			t.Errorf("%s: %s, want %s", field, got, want)
		}
	}
	if got := policy.Field(agent, "ticket", "email", true); got != access.Masked {
		t.Errorf("unnamed personal field: %s", got)
	}
	if got := policy.Field(access.Principal{ID: "a", Admin: true}, "ticket", "email", true); got != access.Masked {
		t.Errorf("administrator reads personal data unmasked: %s", got)
	}
	if policy.Granted(access.Principal{Admin: true}, "unmask") {
		t.Error("administrators may unmask without the grant")
	}
}
