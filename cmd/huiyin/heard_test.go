package main

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"huiyin/runtime"
	"huiyin/runtime/httpapi"
)

// E-05: once the customer is asked the record says that it is their turn, until their words take it on.
func TestWhoIsAskedIsToAct(t *testing.T) {
	r := newMerges(t)
	id := r.wish("导出时选择字段", "a@customer.example")
	turn := func() any { return dig(r.boss.must(200, "GET", suggestions+"/"+id, nil), "process", "customerTurn") }
	if turn() != false {
		t.Error("nobody has asked the customer")
	}
	r.press(id, "ask_more", map[string]any{"question": "哪个报表？"})
	if turn() != true {
		t.Error("the customer was asked")
	}
	r.stranger().must(200, "POST", r.track(id)+"/comments", map[string]any{"text": "销售日报"})
	r.tick()
	if turn() != false {
		t.Error("the customer has answered")
	}
}

// E-06: what a customer wrote can be put away as needing no answer, for everybody and with a line in the timeline; what
// they write afterwards stands there again.
func TestACustomersWordsArePutAway(t *testing.T) {
	r := newMerges(t)
	id := r.wish("导出时选择字段", "a@customer.example")
	page := r.track(id)
	said := func() (out []httpapi.CommentView) {
		t.Helper()
		if err := json.Unmarshal(r.boss.send("GET", suggestions+"/"+id+"/comments", nil).body, &out); err != nil {
			t.Fatal(err)
		}
		return out
	}
	write := func(text string) {
		t.Helper()
		r.clock.set(r.clock.Now().Add(time.Minute))
		r.stranger().must(200, "POST", page+"/comments", map[string]any{"text": text})
	}
	write("谢谢你们")
	write("辛苦了")
	first, last := said()[0], said()[1]
	if first.Settled || last.Settled {
		t.Fatal("nobody has read them")
	}
	r.clock.set(r.clock.Now().Add(time.Minute))
	r.boss.must(201, "POST", suggestions+"/"+id+"/comments", map[string]any{"text": "内部的话"})
	internal := said()[2].ID
	for _, unknown := range []string{"", "nope", internal} {
		if got := r.boss.send("POST", suggestions+"/"+id+"/heard", map[string]any{"comment": unknown}); got.status != 422 {
			t.Errorf("%q: %d %s", unknown, got.status, got.body)
		}
	}
	for range 2 { // said again it changes nothing
		r.boss.must(200, "POST", suggestions+"/"+id+"/heard", map[string]any{"comment": last.ID})
	}
	r.boss.must(200, "POST", suggestions+"/"+id+"/heard", map[string]any{"comment": first.ID})
	for i, c := range said() {
		if want := i < 2; c.Settled != want {
			t.Errorf("%q settled: %v", c.Text, c.Settled)
		}
	}
	if n := strings.Count(string(r.boss.send("GET", suggestions+"/"+id+"/timeline", nil).body), "已读客户的留言"); n != 1 {
		t.Errorf("%d lines in the timeline", n)
	}
	write("还有一件事")
	if all := said(); all[3].Settled || !all[1].Settled {
		t.Errorf("%+v", all)
	}
}

// E-05: an answer stands below the question it answers, for each round; the question that waits stands at the top only.
func TestQuestionsStandInTheConversation(t *testing.T) {
	r := newMerges(t)
	id := r.wish("导出时选择字段", "a@customer.example")
	page := r.track(id)
	talk := func() (out []string) {
		for _, c := range r.stranger().must(200, "GET", page, nil)["comments"].([]any) {
			text, _ := dig(c, "text").(string)
			if dig(c, "mine") != true {
				text = "? " + text
			}
			out = append(out, text)
		}
		return out
	}
	for i, round := range [][2]string{{"哪个报表？", "销售日报"}, {"哪一列？", "客户电话"}} {
		r.clock.set(r.clock.Now().Add(time.Minute))
		r.press(id, "ask_more", map[string]any{"question": round[0]})
		if got := talk(); len(got) != 2*i {
			t.Errorf("it waits at the top: %q", got)
		}
		r.clock.set(r.clock.Now().Add(time.Minute))
		r.stranger().must(200, "POST", page+"/comments", map[string]any{"text": round[1]})
		r.tick()
		if left := dig(r.boss.must(200, "GET", suggestions+"/"+id, nil), "data", "question"); left != nil {
			t.Errorf("the next question starts with %q", left)
		}
		if says := dig(r.stranger().must(200, "GET", page, nil), "status", "title"); says != "已收到您的补充，我们正在继续处理" {
			t.Errorf("the customer who has answered reads %q", says)
		}
	}
	if got := talk(); !slices.Equal(got, []string{"? 哪个报表？", "销售日报", "? 哪一列？", "客户电话"}) {
		t.Errorf("the conversation: %q", got)
	}
	var asked []httpapi.AskedView
	if err := json.Unmarshal(r.boss.send("GET", suggestions+"/"+id+"/asked", nil).body, &asked); err != nil || len(asked) != 2 {
		t.Fatalf("%v %+v", err, asked)
	}
	if asked[0].Text != "哪个报表？" || asked[1].Text != "哪一列？" || asked[0].By == nil || !asked[0].At.Before(asked[1].At) {
		t.Errorf("colleagues read %+v", asked)
	}
	for _, label := range []string{"请客户补充的问题", "说说您的建议"} { // what staff call it, and how others are invited
		if strings.Contains(string(r.stranger().send("GET", page, nil).body), label) {
			t.Errorf("the customer's own page says %s", label)
		}
	}
}

// E-13: whom a rule hands on to is told so as what it is, not as if somebody had been lost.
func TestWhoStandsInForARuleIsToldPlainly(t *testing.T) {
	r := &merges{rig: boot(t, "suggestion_intake")}
	r.boss = r.person(runtime.User{ID: "u_boss", Login: "boss", Name: "冯管理", Roles: []string{"suggestions/cs_agent"}})
	body := matrixRecord("导出时选择字段")
	maps.Copy(body["data"].(junk), junk{"customer_name": "李女士", "contact_phone": "13800138000", "want_reply": true, "consent_contact": junk{"given": true}})
	id := r.boss.must(201, "POST", suggestions, body)["id"].(string)
	r.tick()
	r.press(id, "take_up", nil)
	r.press(id, "answer", junk{"reply": "新版已经支持。"})
	tasks, _ := dig(r.boss.must(200, "GET", suggestions+"/"+id, nil), "process", "tasks").([]any)
	var reasons []string
	for _, k := range tasks {
		people, _ := dig(k, "people").([]any)
		for _, p := range people {
			why, _ := dig(p, "why").(string)
			reasons = append(reasons, why)
		}
	}
	if want := "由跟进人负责（是这条记录的「跟进人」）"; !slices.Contains(reasons, want) {
		t.Errorf("reasons %q, want %q", reasons, want)
	}
}

// E-06: an answer that was asked for calls for attention until the step it led to is done; nobody need say that it was read.
func TestAnAnswerIsDealtWithByWhatComesNext(t *testing.T) {
	r := newMerges(t)
	id := r.wish("导出时选择字段", "a@customer.example")
	r.press(id, "ask_more", junk{"question": "哪个报表？"})
	r.stranger().must(200, "POST", r.track(id)+"/comments", junk{"text": "销售日报"})
	r.tick()
	settled := func() any {
		var said []httpapi.CommentView
		if err := json.Unmarshal(r.boss.send("GET", suggestions+"/"+id+"/comments", nil).body, &said); err != nil || len(said) != 1 {
			t.Fatalf("%v %+v", err, said)
		}
		return said[0].Settled
	}
	if settled() != false {
		t.Error("nobody has looked at the answer")
	}
	r.press(id, "classified", junk{"tag_type": "feature", "tag_module": "report", "urgency_class": "general", "scope": "local", "content_class": "product"})
	if settled() != true {
		t.Error("the answer was used and still calls")
	}
}

// declined is a suggestion that was not taken up.
func (r *merges) declined() string {
	r.t.Helper()
	id := r.wish("导出时选择字段", "a@customer.example")
	r.press(id, "classified", map[string]any{"tag_type": "feature", "tag_module": "report", "urgency_class": "general", "scope": "local", "content_class": "product"})
	r.press(id, "decline", map[string]any{"decline_reason": "small_impact", "decline_note": "只有个别店需要。"})
	return id
}

// E-13: what only the customer is asked says so to an administrator, who may press it all the same.
func TestAMoveOfTheCustomerSaysSo(t *testing.T) {
	r := newMerges(t)
	id := r.declined()
	root := r.person(runtime.User{ID: "u_root", Login: "root", Name: "总管", Admin: true})
	moves, _ := dig(root.must(200, "GET", suggestions+"/"+id, nil), "process", "moves").([]any)
	if at := slices.IndexFunc(moves, func(m any) bool { return dig(m, "key") == "object" }); at < 0 || dig(moves[at], "title") != "代客户：我还想说说" {
		t.Errorf("the moves: %v", moves)
	}
	own := r.stranger().must(200, "GET", r.track(id), nil)["moves"]
	if dig(own, 0, "key") != "object" || dig(own, 0, "title") != "我还想说说" {
		t.Errorf("to the customer: %v", own)
	}
}

// TR-6: a record that is closed is found by its number, with the reason why nothing can go up in it; and it stands among
// what is alike, for it may be done already.
func TestWhatIsClosedIsFoundWithAReason(t *testing.T) {
	r := newMerges(t)
	done, id := r.wish("导出时选择字段", "a@customer.example"), r.wish("导出时选择字段", "b@customer.example")
	r.invalid(done)
	no := r.load(done).No
	for _, q := range []string{no, ""} {
		items, _ := r.boss.must(200, "GET", suggestions+"/"+id+"/alike?q="+q, nil)["items"].([]any)
		if len(items) != 1 || dig(items[0], "no") != no || dig(items[0], "unfit") != no+" 处于“已关闭”，不能再归并进去" {
			t.Errorf("%q: %v", q, items)
		}
	}
	other := r.wish("导出时选择字段", "c@customer.example")
	items, _ := r.boss.must(200, "GET", suggestions+"/"+id+"/alike", nil)["items"].([]any)
	if len(items) != 2 || dig(items[0], "id") != other || dig(items[0], "unfit") != nil {
		t.Errorf("what can be chosen comes first: %v", items)
	}
}

// G-01: where no mail server is set up, whoever is to send a letter reads before that it will not leave.
func TestALetterThatCannotLeaveSaysSo(t *testing.T) {
	r := newMerges(t)
	id := r.declined()
	letter := func() any {
		tasks, _ := dig(r.boss.must(200, "GET", suggestions+"/"+id, nil), "process", "tasks").([]any)
		at := slices.IndexFunc(tasks, func(k any) bool { return dig(k, "adHoc", "draft") != nil })
		if at < 0 {
			t.Fatalf("no letter among %v", tasks)
		}
		return dig(tasks[at], "adHoc", "unsent")
	}
	if got := letter(); got != nil {
		t.Errorf("there is a mail server: %v", got)
	}
	r.s.API.Effects.Message.Mail = nil
	if got := letter(); got != "没有配置邮件服务器：按“发送”信发不出去，会转成人工告知的待办" {
		t.Errorf("there is none: %v", got)
	}
}
