package main

import (
	"strings"
	"testing"

	"huiyin/runtime"
)

// A mention calls who may read the record, in their language, until it is read; nobody else can be called. The record
// shows its branches and what they wait for (E-05).
func TestMentionAndBranches(t *testing.T) {
	r := &rig{t: t, clock: newClock(monday), mail: newMailbox(t), shelf: deskShelf()}
	r.serve(testConfig(t, t.TempDir(), r.mail))
	install(t, r.s, "lab")
	lead := r.person(runtime.User{ID: "u_lead", Login: "lead", Name: "郑主管", Roles: []string{"lab/lead"}})
	agent := r.person(runtime.User{ID: "u_agent", Login: "agent", Name: "林小雨", Roles: []string{"lab/agent"}})
	pm := r.person(runtime.User{ID: "u_pm", Login: "pm", Name: "陈静", Language: "en", Roles: []string{"lab/pm"}})
	r.person(runtime.User{ID: "u_reader", Login: "reader", Name: "周旁观", Roles: []string{"lab/reader"}})
	id, _ := lead.must(201, "POST", "/api/v1/apps/lab/forms/change/records", map[string]any{"data": map[string]any{"title": "导出更快"}})["id"].(string)
	path := "/api/v1/apps/lab/forms/change/records/" + id

	found := func(q string) string {
		var list []struct{ ID string }
		if err := lead.send("GET", path+"/readers?q="+q, nil).into(&list); err != nil {
			t.Fatal(err)
		}
		var ids []string
		for _, p := range list {
			ids = append(ids, p.ID)
		}
		return strings.Join(ids, " ")
	}
	for q, want := range map[string]string{"cj": "u_pm", "chenj": "u_pm", "静": "u_pm", "lxy": "u_agent", "zpg": "", "zzg": ""} {
		if got := found(q); got != want {
			t.Errorf("readers found by %q: %q, want %q", q, got, want)
		}
	}
	bad := lead.send("POST", path+"/comments", map[string]any{"text": "看看", "mentions": []string{"u_reader", "u_nobody"}})
	if got := strings.Join(bad.problems(), "; "); got != "comment.mention_unreadable /mentions/0; comment.mention_unreadable /mentions/1" {
		t.Errorf("problems %q", got)
	}
	shown := lead.send("POST", path+"/comments", map[string]any{"text": "@陈静 已经处理，@林小雨 会告诉您", "visibility": "customer", "mentions": []string{"u_agent"}})
	if got := strings.Join(shown.problems(), "; "); shown.status != 422 || got != "comment.mention_to_customer /text; comment.mention_to_customer /mentions/0" {
		t.Errorf("the customer is to read %d %q", shown.status, got)
	}
	lead.must(201, "POST", path+"/comments", map[string]any{"text": "@陈静 @林小雨 先看导出", "mentions": []string{"u_pm", "u_agent", "u_lead", "u_pm"}})
	r.tick()
	inboxed := func(b *browser) string {
		items, _ := b.must(200, "GET", "/api/v1/inbox", nil)["items"].([]any)
		for _, item := range items {
			if subject, _ := dig(item, "subject").(string); !strings.Contains(subject, "受理") {
				return subject
			}
		}
		return ""
	}
	if a, b := inboxed(agent), inboxed(pm); a != "郑主管 在评论中提到了您：导出更快" || b != "郑主管 mentioned you: 导出更快" || inboxed(lead) != "" {
		t.Errorf("told %q, %q and the writer %q", a, b, inboxed(lead))
	}
	comment := func(b *browser) map[string]any {
		var list []map[string]any
		if err := b.send("GET", path+"/comments", nil).into(&list); err != nil || len(list) != 1 {
			t.Fatalf("%v %v", list, err)
		}
		return list[0]
	}
	message, _ := comment(pm)["unread"].(string)
	if c := comment(pm); c["mine"] != true || message == "" || dig(c, "mentions", 0, "name") != "陈静" {
		t.Errorf("the comment %v", c)
	}
	pm.must(204, "POST", "/api/v1/inbox/"+message+"/read", nil)
	if c := comment(pm); c["unread"] != "" || c["mine"] != true {
		t.Errorf("read, and it says %v", c)
	}
	agent.must(200, "POST", path+"/act", map[string]any{"kind": "button", "task": dig(agent.must(200, "GET", path, nil), "process", "tasks", 0, "id"), "button": "go"})
	proc := lead.must(200, "GET", path, nil)["process"]
	wait, task := dig(proc, "waits", 0), dig(proc, "tasks", 0)
	if dig(wait, "kind") != "time" || dig(wait, "title") != "冷静期" || dig(wait, "until") != "2026-03-02T06:30:00Z" || dig(wait, "branch") != dig(proc, "branches", 1, "id") {
		t.Errorf("wait %v in %v", wait, dig(proc, "branches"))
	}
	if dig(task, "branch") != dig(proc, "branches", 0, "id") || dig(proc, "branches", 0, "title") != "设计" || dig(proc, "branches", 0, "fork") != "同时准备" {
		t.Errorf("task %v in %v", task, dig(proc, "branches"))
	}
}
