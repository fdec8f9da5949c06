package main

import (
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"testing"

	"huiyin/runtime"
	"huiyin/runtime/httpapi"
)

// E-06: the timeline tells people what happened without the fields that only the machinery uses, and marks what the
// machinery did by itself, so that it can be folded.
func TestTheTimelineKeepsTheMachineryApart(t *testing.T) {
	r := newMerges(t)
	id := r.wish("导出时选择字段", "a@customer.example")
	r.press(id, "ask_more", map[string]any{"question": "哪个报表？"})
	r.tick()
	app, _ := r.s.Apps.Get("suggestions")
	f, _ := app.Form("suggestion")
	hidden := 0
	for _, e := range r.load(id).History {
		for _, change := range e.Changes {
			if field, _ := f.Field(change.Field); field.Type == "hidden" {
				hidden++
			}
		}
	}
	if hidden == 0 {
		t.Fatal("no hidden field was set: nothing is tested")
	}
	var page struct{ Items []httpapi.TimelineEntry }
	if err := json.Unmarshal(r.boss.send("GET", suggestions+"/"+id+"/timeline", nil).body, &page); err != nil {
		t.Fatal(err)
	}
	aside, asked := 0, false
	order := map[string]int{}
	for i, f := range f.Fields() {
		order[f.Key] = i
	}
	for _, e := range page.Items {
		if !slices.IsSortedFunc(e.Changes, func(a, b httpapi.ChangeView) int { return order[a.Field] - order[b.Field] }) {
			t.Errorf("changes stand in another order than the fields: %+v", e.Changes)
		}
		if e.Type == "edited" && len(e.Changes) == 0 {
			t.Errorf("an entry about nothing: %+v", e)
		}
		for _, change := range e.Changes {
			field, _ := f.Field(change.Field)
			if field.Type == "hidden" || change.Old == "" && (change.New == "否" || field.Computed() && change.New == "0") {
				t.Errorf("%+v is shown", change)
			}
			asked = asked || change.Field == "question"
		}
		if e.Aside {
			aside++
		}
		if e.Aside && (e.By.Kind == "user" && e.Type != "sla_met" || e.Type == "status_entered") {
			t.Errorf("%+v is folded", e)
		}
		if strings.Contains(e.Text, "ask_more") || strings.Contains(e.Text, "supplement") {
			t.Errorf("%q shows a key", e.Text)
		}
	}
	if aside == 0 || !asked {
		t.Errorf("%d entries of the machinery, asked %v", aside, asked)
	}
}

// E-06: what the process made of a suggestion was not done by the customer who sent it.
func TestTheCustomerOnlySent(t *testing.T) {
	r := newRepeats(t)
	boss := r.person(runtime.User{ID: "u_boss", Login: "boss", Name: "管", Admin: true})
	found := boss.must(200, "GET", suggestions+"?q="+url.QueryEscape("客户的一条建议"), nil)
	id, _ := dig(found, "items", 0, "id").(string)
	entries, _ := boss.must(200, "GET", suggestions+"/"+id+"/timeline", nil)["items"].([]any)
	theirs, others := []any{}, map[any]bool{}
	for _, e := range entries {
		if dig(e, "by", "kind") == "customer" {
			theirs = append(theirs, dig(e, "type"))
		} else {
			others[dig(e, "type")] = true
		}
	}
	if len(theirs) != 1 || theirs[0] != "created" || !others["owner_changed"] || !others["status_entered"] {
		t.Errorf("the customer did %v, others %v", theirs, others)
	}
}
