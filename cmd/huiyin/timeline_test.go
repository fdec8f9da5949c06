package main

import (
	"encoding/json"
	"strings"
	"testing"

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
	for _, e := range page.Items {
		if e.Type == "edited" && len(e.Changes) == 0 {
			t.Errorf("an entry about nothing: %+v", e)
		}
		for _, change := range e.Changes {
			field, _ := f.Field(change.Field)
			if field.Type == "hidden" || change.Old == "" && change.New == "否" {
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
