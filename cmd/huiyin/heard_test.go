package main

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

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
