package main

import (
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"huiyin/engine"
	"huiyin/engine/process"
	"huiyin/runtime"
)

// merges is what the tests of merging share: a server on which nothing happens until tick, and somebody who may do all.
type merges struct {
	*rig
	boss *browser
}

func newMerges(t *testing.T) *merges {
	r := &merges{rig: boot(t, "suggestion_sop_full")}
	r.boss = r.person(runtime.User{ID: "u_boss", Login: "boss", Name: "冯管理", Roles: []string{"suggestions/biz_admin", "suggestions/cs_lead",
		"suggestions/triager", "suggestions/product_manager", "suggestions/cs_agent", "suggestions/rd_lead"}})
	return r
}

// wish makes a suggestion of a customer who wants to hear.
func (r *merges) wish(title, mail string) string {
	r.t.Helper()
	body := matrixRecord(title)
	data := body["data"].(junk)
	if mail != "" {
		data["contact_email"], data["want_reply"], data["consent_contact"] = mail, true, map[string]any{"given": true}
	}
	id := r.boss.must(201, "POST", suggestions, body)["id"].(string)
	r.tick()
	return id
}

func (r *merges) act(id string, act map[string]any) answer {
	r.t.Helper()
	return r.boss.send("POST", suggestions+"/"+id+"/act", act)
}

func (r *merges) ok(id string, act map[string]any) {
	r.t.Helper()
	if got := r.act(id, act); got.status != 200 {
		r.t.Fatalf("%v: %d %s", act, got.status, got.body)
	}
}

func (r *merges) merge(id, into string) {
	r.t.Helper()
	r.ok(id, map[string]any{"kind": "merge", "to": into})
}

// unsettled leaves it to a worker to see merges through, as when the server stops in the middle of one.
func (r *merges) unsettled() *merges {
	r.s.API.Settle = nil
	return r
}

func (r *merges) press(id, button string, data map[string]any) {
	r.t.Helper()
	task := ""
	for _, k := range r.load(id).Proc.Tasks {
		if k.State == "open" && k.Token > 0 {
			task = k.ID
		}
	}
	r.ok(id, map[string]any{"kind": "button", "task": task, "button": button, "data": data})
}

func (r *merges) invalid(id string) {
	r.t.Helper()
	r.ok(id, map[string]any{"kind": "move", "button": "mark_invalid", "comment": "不是建议"})
}

func (r *merges) remove(id string) int {
	return r.boss.send("DELETE", suggestions+"/"+id, nil, "If-Match", r.boss.send("GET", suggestions+"/"+id, nil).etag).status
}

// decline brings a suggestion to where its customer has been told why not.
func (r *merges) decline(id string) {
	r.t.Helper()
	r.press(id, "classified", map[string]any{"tag_type": "feature", "tag_module": "report", "urgency_class": "general", "scope": "local", "content_class": "product"})
	r.press(id, "decline", map[string]any{"decline_reason": "not_strategy", "decline_note": "今年先做移动端。"})
}

func (r *merges) load(id string) *engine.Record {
	r.t.Helper()
	app, _ := r.s.Apps.Get("suggestions")
	f, _ := app.Form("suggestion")
	rec, err := r.s.Submitter.LoadAny(r.t.Context(), app, f, id)
	if err != nil {
		r.t.Fatal(err)
	}
	return rec
}

// track is the page on which the customer follows a suggestion.
func (r *merges) track(id string) string {
	r.t.Helper()
	return "/api/v1/public/track/" + r.s.Submitter.Links.Code("track", runtime.Target{App: "suggestions", Form: "suggestion", ID: id, Gen: r.load(id).LinkGen})
}

// sound fails the test where a merge is half: a record in one that does not list it, is not there or went elsewhere,
// one that follows what is over without having heard its end, one listed that is not there, or nobody's work.
func (r *merges) sound(ids ...string) {
	r.t.Helper()
	for _, id := range ids {
		one := r.load(id)
		p := one.Proc
		if a := p.Aside; a != nil {
			lead := r.load(a.Into)
			listed := slices.ContainsFunc(lead.Proc.Members, func(m process.Member) bool { return m.ID == id })
			if one.DeletedAt != nil || lead.DeletedAt != nil || lead.Proc.Aside != nil || !listed || a.Lead != lead.Proc.Status {
				r.t.Errorf("%s (deleted %v) is in %s, which is deleted %v, merged %v, lists it %v, stands in %s and was heard in %s",
					one.No, one.DeletedAt, lead.No, lead.DeletedAt, lead.Proc.Aside != nil, listed, lead.Proc.Status, a.Lead)
			}
		}
		if one.DeletedAt == nil && p.State == "running" && (len(p.Working()) == 0 || one.People.Owner == "") {
			r.t.Errorf("%s in %s is nobody's work", one.No, p.Status)
		}
		for _, m := range p.Members {
			if member := r.load(m.ID); member.Proc.Aside == nil || member.Proc.Aside.Into != id {
				r.t.Errorf("%s lists %s, which is not in it", one.No, member.No)
			}
		}
	}
}

// stands expects a record to be somebody's work again, as before it was merged, and whoever merged to have been told.
func (r *merges) stands(id string) {
	r.t.Helper()
	one := r.load(id)
	if one.Proc.Aside != nil || one.Proc.State != "running" || one.Proc.Status != "new" || one.Data["parent"] != nil {
		r.t.Errorf("%s: %s in %s, %v", one.No, one.Proc.State, one.Proc.Status, one.Proc.Aside)
	}
	if line := string(r.boss.send("GET", suggestions+"/"+id+"/timeline", nil).body); !strings.Contains(line, "归并已撤销") {
		r.t.Errorf("the timeline says nothing: %s", line)
	}
	if got := string(r.boss.send("GET", "/api/v1/messages?limit=200", nil).body); !strings.Contains(got, "归并没有成功："+one.No) {
		r.t.Errorf("nobody tells whoever merged: %s", got)
	}
}

// TR-6, G-11: what cannot be taken any more when it is told of a merge, for it has ended, is deleted or went elsewhere,
// refuses, and the merge is undone.
func TestAMergeThatCannotBeIsUndone(t *testing.T) {
	r := newMerges(t).unsettled()
	other := r.wish("别的建议", "")
	for name, meanwhile := range map[string]func(into string){
		"closes":     r.invalid,
		"is deleted": func(into string) { r.remove(into) },
		"is gone": func(into string) {
			r.remove(into)
			if got := r.boss.send("DELETE", wishes+"bin/"+into, nil); got.status != 204 {
				t.Fatalf("%d %s", got.status, got.body)
			}
		},
		"is merged": func(into string) { r.merge(into, other) },
	} {
		into, id := r.wish("导出时选择字段", "a@customer.example"), r.wish("导出字段能不能选", "b@customer.example")
		r.merge(id, into)
		meanwhile(into)
		r.tick()
		r.stands(id)
		if t.Failed() {
			t.Fatalf("the other one %s", name)
		}
	}
	a, b, c := r.wish("第一条建议", ""), r.wish("第二条建议", ""), r.wish("第三条建议", "")
	for range 5 { // in one another at the same moment
		var both sync.WaitGroup
		both.Go(func() { r.act(a, map[string]any{"kind": "merge", "to": b}) })
		both.Go(func() { r.act(b, map[string]any{"kind": "merge", "to": a}) })
		both.Wait()
		r.tick()
		r.sound(a, b)
		for _, id := range []string{a, b} {
			if r.load(id).Proc.Aside != nil {
				r.ok(id, map[string]any{"kind": "unmerge"})
			}
		}
		r.tick()
	}
	r.merge(a, b)
	r.merge(b, c)
	r.tick()
	r.sound(a, b, c)
	r.stands(a)
}

// A merge that was answered with 200 stands: of those that contradict one another all but one are refused, whichever
// came first and however close they came.
func TestAMergeIsSettledBeforeItIsAnswered(t *testing.T) {
	r := newMerges(t)
	a, b, c := r.wish("第一条建议", ""), r.wish("第二条建议", ""), r.wish("第三条建议", "")
	r.merge(a, b)
	if got := r.act(b, map[string]any{"kind": "merge", "to": c}); got.status != 422 || !slices.Equal(got.problems(), []string{"process.merge_leads /kind"}) {
		t.Errorf("what has taken another in: %d %s", got.status, got.body)
	}
	if got := r.act(c, map[string]any{"kind": "merge", "to": a}); got.status != 422 || !slices.Equal(got.problems(), []string{"process.merge_into_merged /to"}) {
		t.Errorf("into what is merged: %d %s", got.status, got.body)
	}
	r.tick()
	r.sound(a, b, c)
	won := 0
	for i := range 8 {
		x, y, z := r.wish("导出时选择字段", ""), r.wish("导出字段能不能选", ""), r.wish("选列导出", "")
		ways := [][2]string{{x, y}, {y, x}, {y, z}}[:2+i%2]
		answers := make([]answer, len(ways))
		var all sync.WaitGroup
		for n, way := range ways {
			all.Go(func() { answers[n] = r.act(way[0], map[string]any{"kind": "merge", "to": way[1]}) })
		}
		all.Wait()
		r.tick()
		for n, way := range ways {
			aside := r.load(way[0]).Proc.Aside
			if merged := aside != nil && aside.Into == way[1]; merged != (answers[n].status == 200) {
				t.Errorf("answered %d %s, merged %v", answers[n].status, answers[n].body, merged)
			} else if merged {
				won++
			} else if answers[n].status != 422 && answers[n].status != 409 {
				t.Errorf("%d %s", answers[n].status, answers[n].body)
			}
		}
		r.sound(x, y, z)
	}
	if won < 8 {
		t.Errorf("%d of 8 times one was merged", won)
	}
}

// G-11: a customer whose suggestion went up in another late, or who was not heard of before that one went on, is told
// what its customer was told.
func TestWhoJoinsLateIsToldWhatWasPassed(t *testing.T) {
	r := newMerges(t).unsettled()
	into, before, late := r.wish("导出时选择字段", "a@customer.example"), r.wish("导出字段能不能选", "b@customer.example"), r.wish("选列导出", "c@customer.example")
	r.merge(before, into)
	r.decline(into)
	r.merge(late, into)
	r.tick()
	r.sound(into, before, late)
	for _, id := range []string{before, late} {
		if one := r.load(id); len(one.Loop) != 1 || one.Loop[0].Promise != "declined" {
			t.Errorf("%s owes %v", one.No, one.Loop)
		}
	}
}

// P-12, 6: what is deleted while it is merged leaves the other one, which can be merged and deleted then; restored, it
// is somebody's work.
func TestADeletedRecordLeavesTheMerge(t *testing.T) {
	r := newMerges(t)
	into, id := r.wish("导出时选择字段", "a@customer.example"), r.wish("导出字段能不能选", "b@customer.example")
	r.merge(id, into)
	r.tick()
	if got := r.remove(into); got != 422 {
		t.Errorf("deleted with what went up in it: %d", got)
	}
	if got := r.remove(id); got != 204 {
		t.Fatalf("%d", got)
	}
	r.tick()
	if n := len(r.load(into).Proc.Members); n != 0 {
		t.Errorf("%d deleted records count", n)
	}
	r.invalid(into)
	if got := r.remove(into); got != 204 {
		t.Errorf("cannot be deleted: %d", got)
	}
	r.boss.must(200, "POST", wishes+"bin/"+id+"/restore", nil, "Idempotency-Key", "undo")
	r.tick()
	r.sound(into, id)
	if one := r.load(id); one.Proc.State != "running" || one.Data["parent"] != nil {
		t.Errorf("restored: %s %v", one.Proc.State, one.Data["parent"])
	}
}

// F-25: the customer of a merged suggestion has what it went up in taken up again, when that is what they choose.
func TestTheCustomerOfAMergedRecordTakesItUpAgain(t *testing.T) {
	r := newMerges(t)
	into, id := r.wish("导出时选择字段", ""), r.wish("导出字段能不能选", "b@customer.example")
	r.merge(id, into)
	r.tick()
	r.invalid(into)
	r.tick()
	page := r.track(id)
	if got := r.stranger().must(200, "GET", page, nil); got["reopens"] != false || got["closed"] != true || dig(got, "moves", 0, "key") != "customer_reopened" {
		t.Errorf("reopens %v, closed %v", got["reopens"], got["closed"])
	}
	r.stranger().must(200, "POST", page+"/comments", map[string]any{"text": "谢谢"})
	r.tick()
	if one := r.load(into); one.Proc.State == "running" {
		t.Error("thanks took it up again")
	}
	r.stranger().must(200, "POST", page+"/move", map[string]any{"key": "customer_reopened", "comment": "还是需要这个功能"})
	r.tick()
	if one := r.load(into); one.Proc.State != "running" || len(one.Proc.Working()) == 0 {
		t.Errorf("stays %s in %s", one.Proc.State, one.Proc.Status)
	}
	if line := string(r.boss.send("GET", suggestions+"/"+into+"/timeline", nil).body); !strings.Contains(line, "问题还在，请重新处理") {
		t.Errorf("the timeline does not say who wrote: %s", line)
	}
	r.sound(into, id)
}

// Several people merge, take out, close, delete and restore the same few suggestions at once, with a worker among them:
// no merge is half when all is done.
func TestMergesAtOnce(t *testing.T) {
	r := newMerges(t)
	var ids []string
	for _, name := range []string{"a", "b", "c", "d", "e"} {
		ids = append(ids, r.wish("建议之"+name+"：导出", name+"@customer.example"))
	}
	var all sync.WaitGroup
	var done sync.Map
	for seed := range uint64(3) {
		all.Go(func() {
			dice := rand.New(rand.NewPCG(seed, 7))
			for range 60 {
				id, to := ids[dice.IntN(len(ids))], ids[dice.IntN(len(ids))]
				kind, status := "merge", 0
				switch dice.IntN(16) {
				case 0, 1:
					kind = "unmerge"
					status = r.act(id, map[string]any{"kind": kind}).status
				case 2:
					kind = "delete"
					status = r.remove(id)
				case 3, 4:
					kind = "restore"
					status = r.boss.send("POST", wishes+"bin/"+id+"/restore", nil).status
				case 5:
					kind = "close"
					status = r.act(id, map[string]any{"kind": "move", "button": "mark_invalid", "comment": "不是建议"}).status
				case 6:
					kind = "reopen"
					status = r.act(id, map[string]any{"kind": "move", "button": "reopen", "comment": "再看看"}).status
				case 7:
					_ = r.s.Tick(t.Context()) // what loses against another worker is done again below
				default:
					status = r.act(id, map[string]any{"kind": kind, "to": to}).status
				}
				if status >= 500 {
					t.Errorf("%s: %d", kind, status)
				}
				if status >= 200 && status < 300 {
					done.Store(kind, true)
				}
			}
		})
	}
	all.Wait()
	for range 3 {
		r.clock.set(r.clock.Now().Add(10 * time.Minute))
		r.tick()
	}
	r.sound(ids...)
	if _, ok := done.Load("merge"); !ok {
		t.Error("nobody could merge")
	}
}
