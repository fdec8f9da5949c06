package main

import (
	"testing"

	"huiyin/runtime"
)

// L-08: everybody's list opens with a view that has something for them: their own work for those who do it, all of it
// for those who look after it, what they reported for those who only report.
func TestListsOpenWithAFittingView(t *testing.T) {
	r := boot(t, demoPackage)
	for _, c := range []struct{ role, form, first string }{
		{"cs_agent", "suggestion", "mine"}, {"product_manager", "suggestion", "mine"}, {"rd_lead", "suggestion", "mine"},
		{"cs_lead", "suggestion", "all"}, {"biz_admin", "suggestion", "all"}, {"decision_maker", "suggestion", "pool"},
		{"recorder", "suggestion", "reported"}, {"account_manager", "customer", "my_customers"}, {"cs_lead", "customer", "customers"},
		{"", "suggestion", "all"},
	} {
		u := runtime.User{ID: "u_" + c.role + c.form, Login: c.role + c.form, Name: c.role + c.form, Roles: []string{"suggestions/" + c.role}, Language: "zh"}
		if c.role == "" {
			u.Admin, u.Roles, u.ID, u.Login, u.Name = true, nil, "u_admin", "admin", "管理员"
		}
		b := r.person(u)
		columns := b.must(200, "GET", app+"/forms/"+c.form+"/columns", nil)
		if got := dig(columns, "views", 0, "key"); got != c.first {
			t.Errorf("%q opens %s with %v, not %s", c.role, c.form, got, c.first)
		}
		if got := dig(menuOf(b.must(200, "GET", "/api/v1/session", nil), c.form), "views", 0, "key"); got != c.first {
			t.Errorf("the menu of %q offers %v first, not %s", c.role, got, c.first)
		}
	}
}

// menuOf returns the menu item of a form, nil when there is none.
func menuOf(session map[string]any, form string) any {
	items, _ := dig(session, "apps", 0, "forms").([]any)
	for _, item := range items {
		if dig(item, "form") == form {
			return item
		}
	}
	return nil
}

// What the public form asks of its visitors, one way to reach them at least, it can tell before it is sent: what the rule
// asks about fields that only staff fill in is settled.
func TestThePublicFormTellsItsRuleBeforeItIsSent(t *testing.T) {
	r := boot(t, "suggestion_intake")
	page := r.stranger().must(200, "GET", "/api/v1/public/forms/suggestions/suggestion", nil)
	checks, _ := dig(page, "form", "checks").([]any)
	for _, check := range checks {
		if dig(check, "field") == "contact_email" && dig(check, "message") == "邮箱、手机、微信号请至少留一种；不需要回复，请在“希望得到回复”里选“不需要”" {
			return
		}
	}
	t.Errorf("the checks of the page: %v", checks)
}
