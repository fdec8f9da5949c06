package main

import (
	"strings"
	"testing"
)

const mark = "(客户的进度链接)"

// Staff never get a link with which they could act as the customer: not in a draft, which keeps its place for it, not
// in the log, not where somebody has pasted it; the customer gets it in the letter (P-03).
func TestStaffNeverSeeTheCustomersLink(t *testing.T) {
	s := readScenario(t, "suggestion_closure/scenarios/declined_with_kind_words.json")
	g := raise(t, s)
	for _, st := range s.Records {
		st.As, st.Do = "admin", "create"
		g.step(st)
	}
	for _, st := range s.Steps[:3] {
		g.step(st)
	}
	pm, at := g.as("pm"), g.pathOf("s1")
	code := g.code("s1")
	task, body := drafted(pm.must(200, "GET", at, nil))
	if strings.Contains(body, code) || !strings.Contains(body, mark) {
		t.Fatalf("the draft: %q", body)
	}
	pm.must(200, "POST", at+"/act", map[string]any{"kind": "button", "task": task, "button": "send",
		"values": map[string]any{"body": strings.Replace(body, mark, "在这里："+mark+"。", 1)}})
	g.tick()
	letters := g.mail.to("zhang@yuanhang.example")
	if last := letters[len(letters)-1].Body; !strings.Contains(last, "在这里：http") || !strings.Contains(last, "/t/"+code+"。") || strings.Contains(last, mark) {
		t.Errorf("the letter: %s", last)
	}
	pm.must(201, "POST", at+"/comments", map[string]any{"text": "客户转来 http://localhost/t/" + code + " 这个链接，还有裸的 " + code})
	for _, path := range []string{at, at + "/messages", at + "/messages?all=1", at + "/comments", at + "/timeline?all=1", "/api/v1/inbox", "/api/v1/worklist"} {
		for _, who := range []string{"pm", "agent", "admin"} {
			if got := g.as(who).send("GET", path, nil); strings.Contains(string(got.body), code) {
				t.Errorf("%s reads the link at %s: %s", who, path, got.body)
			}
		}
	}
	if got := pm.send("GET", at+"/messages", nil); !strings.Contains(string(got.body), mark) {
		t.Errorf("no mark in %s", got.body)
	}
	pm.lang = "en"
	if got := pm.send("POST", at+"/act", map[string]any{"kind": code}); got.status != 422 || strings.Contains(string(got.body), code) {
		t.Errorf("a refusal repeats it: %s", got.body)
	}
}

// drafted is the task with a draft on a record, and the body of the draft.
func drafted(view map[string]any) (task, body string) {
	tasks, _ := dig(view, "process", "tasks").([]any)
	for _, one := range tasks {
		if text, ok := dig(one, "adHoc", "draft", "body").(string); ok {
			task, _ = dig(one, "id").(string)
			return task, text
		}
	}
	return "", ""
}
