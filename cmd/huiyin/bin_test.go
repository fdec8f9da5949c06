package main

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"huiyin/engine/query"
	"huiyin/runtime"
	"huiyin/runtime/store"
)

// wishes is the form of the suggestions.
const wishes = "/api/v1/apps/suggestions/forms/suggestion/"

// What was deleted by mistake comes back as it was: its work, its clocks, its letters.
func TestDeletedRecordsCanBeRestored(t *testing.T) {
	r := boot(t, "suggestion_sop_full")
	lead := r.person(runtime.User{ID: "lead", Login: "lead", Name: "李主管", Roles: []string{"suggestions/cs_lead"}})
	agent := r.person(runtime.User{ID: "agent", Login: "agent", Name: "小周", Roles: []string{"suggestions/cs_agent"}})
	body := matrixRecord("误删的建议")
	body["data"].(junk)["contact_email"], body["data"].(junk)["want_reply"], body["data"].(junk)["consent_contact"] = "li@customer.example", true, true
	made := lead.must(201, "POST", wishes+"records", body)
	id := made["id"].(string)
	at := wishes + "records/" + id
	lead.must(204, "DELETE", at, nil, "If-Match", lead.send("GET", at, nil).etag)
	before := len(r.mail.all())
	r.clock.set(r.clock.Now().Add(10 * 24 * time.Hour))
	r.tick()
	if got := len(r.mail.all()); got != before {
		t.Errorf("%d letters about a deleted record", got-before)
	}
	lead.must(404, "GET", at, nil)
	if got := lead.must(200, "GET", wishes+"records?count=1", nil); dig(got, "count") != 0.0 {
		t.Errorf("still listed: %v", got)
	}
	if got := lead.must(200, "GET", "/api/v1/tasks", nil); len(dig(got, "items").([]any)) != 0 {
		t.Errorf("still somebody's work: %v", got)
	}
	bin := lead.must(200, "GET", wishes+"bin", nil)
	if dig(bin, "items", 0, "id") != id || dig(bin, "items", 0, "deletedBy", "name") != "李主管" || dig(bin, "items", 0, "title") != "误删的建议" {
		t.Fatalf("%v", bin)
	}
	agent.must(403, "GET", wishes+"bin", nil)
	agent.must(403, "POST", wishes+"bin/"+id+"/restore", nil)
	lead.must(200, "POST", wishes+"bin/"+id+"/restore", nil, "Idempotency-Key", "undo")
	lead.must(404, "POST", wishes+"bin/"+id+"/restore", nil)
	r.tick()
	if got := r.mail.all(); len(got) == before {
		t.Error("the customer's letter did not leave after all")
	}
	if got := lead.must(200, "GET", at, nil); dig(got, "process", "status", "key") == nil {
		t.Errorf("the flow is gone: %v", dig(got, "process"))
	}
	timeline := string(lead.send("GET", at+"/timeline", nil).body)
	if !strings.Contains(timeline, `"deleted"`) || !strings.Contains(timeline, `"restored"`) {
		t.Errorf("the timeline says nothing: %s", timeline)
	}
	if got := lead.must(200, "GET", wishes+"bin", nil); len(dig(got, "items").([]any)) != 0 {
		t.Errorf("still in the bin: %v", got)
	}
	root := r.person(runtime.User{ID: "root", Login: "root", Name: "总管", Admin: true})
	noted := root.must(200, "GET", "/api/v1/audit?kind=removed", nil)["items"]
	for i, kind := range []string{"undeleted", "deleted"} {
		if dig(noted, i, "type") != kind || dig(noted, i, "by", "name") != "李主管" || dig(noted, i, "record") != id {
			t.Errorf("the audit log: %v", noted)
		}
	}
}

// After thirty days, or at once when somebody wants that, nothing is left: no history, no letter, no remark, no file.
func TestWhatIsRemovedIsGone(t *testing.T) {
	for name, remove := range map[string]func(*rig, *browser, string){
		"in time": func(r *rig, _ *browser, _ string) { r.clock.set(r.clock.Now().Add(runtime.KeptDeleted + time.Hour)) },
		"at once": func(r *rig, lead *browser, id string) { lead.must(204, "DELETE", wishes+"bin/"+id, nil) },
		"cut off": emptied,
	} {
		t.Run(name, func(t *testing.T) {
			r := boot(t, "suggestion_sop_full")
			lead := r.person(runtime.User{ID: "lead", Login: "lead", Name: "李主管", Roles: []string{"suggestions/cs_lead"}})
			r.person(runtime.User{ID: "root", Login: "root", Name: "管理员", Admin: true})
			body := matrixRecord("要彻底删除的建议")
			body["data"].(junk)["contact_email"], body["data"].(junk)["want_reply"], body["data"].(junk)["consent_contact"] = "li@customer.example", true, true
			id := lead.must(201, "POST", wishes+"records", body)["id"].(string)
			at := wishes + "records/" + id
			lead.must(201, "POST", at+"/comments", junk{"text": "这句话也要消失", "visibility": "internal"}, "Idempotency-Key", "c")
			r.tick()
			lead.must(204, "DELETE", at, nil, "If-Match", lead.send("GET", at, nil).etag)
			r.tick()
			line := store.Op{Collection: runtime.RecordsOf("suggestions", "loop_record"), ID: id + "~accepted:1", IfRev: store.AnyRev,
				Body: []byte(`{"app":"suggestions","form":"loop_record","title":"还要告知的人","data":{},"history":[],"people":{}}`)}
			if err := r.s.Store.Write(t.Context(), line)[0].Err; err != nil {
				t.Fatal(err)
			}
			remove(r, lead, id)
			r.tick()
			lines, err := r.s.Store.Find(t.Context(), runtime.RecordsOf("suggestions", "loop_record"), query.Query{Limit: 10})
			if err != nil {
				t.Fatal(err)
			}
			left := len(lines.Documents)
			for _, collection := range []string{runtime.Events, runtime.Messages, runtime.Comments, runtime.Files} {
				page, err := r.s.Store.Find(t.Context(), collection, query.Query{Where: query.Condition{Field: "record", Op: "eq", Value: id}, Limit: 100})
				if err != nil {
					t.Fatal(err)
				}
				left += len(page.Documents)
			}
			docs, err := r.s.Store.Get(t.Context(), runtime.RecordsOf("suggestions", "suggestion"), id)
			if err != nil || len(docs)+left != 0 {
				t.Errorf("%d records and %d papers are left (%v)", len(docs), left, err)
			}
			r.signIn("lead").must(404, "POST", wishes+"bin/"+id+"/restore", nil)
			trail := string(r.signIn("root").send("GET", "/api/v1/audit", nil).body)
			if name == "at once" && !strings.Contains(trail, `"removed"`) {
				t.Errorf("nobody knows who wanted that: %s", trail)
			}
		})
	}
}

// emptied leaves a record as a server does that was killed right after it had begun to remove it.
func emptied(r *rig, _ *browser, id string) {
	r.t.Helper()
	long := r.clock.Now().Add(-runtime.KeptDeleted - time.Second).UTC().Format(time.RFC3339)
	husk := store.Op{Collection: runtime.RecordsOf("suggestions", "suggestion"), ID: id, IfRev: store.AnyRev,
		Body: []byte(`{"app":"suggestions","form":"suggestion","deletedAt":"` + long + `","data":{},"history":[],"people":{}}`)}
	if err := r.s.Store.Write(r.t.Context(), husk)[0].Err; err != nil {
		r.t.Fatal(err)
	}
}

// A record deleted by mistake is there to be taken back for thirty days: on the twenty-ninth it comes back, on the
// thirty-first it is neither shown nor restored, whether or not anybody has swept meanwhile.
func TestDeletedRecordsAreKeptThirtyDays(t *testing.T) {
	for _, c := range []struct{ days, restored, listed int }{{29, 200, 1}, {31, 404, 0}} {
		for _, swept := range []bool{true, false} {
			t.Run(fmt.Sprintf("%d days, swept %v", c.days, swept), func(t *testing.T) {
				r := boot(t, "suggestion_sop_full")
				r.person(runtime.User{ID: "lead", Login: "lead", Name: "李主管", Roles: []string{"suggestions/cs_lead"}})
				lead := r.signIn("lead")
				id := lead.wishes("误删的建议", nil)
				at := wishes + "records/" + id
				lead.must(204, "DELETE", at, nil, "If-Match", lead.revision(id))
				r.clock.set(r.clock.Now().Add(time.Duration(c.days) * 24 * time.Hour))
				if swept {
					r.tick()
				}
				lead = r.signIn("lead") // the session is no longer one
				if got := lead.must(200, "GET", wishes+"bin", nil); len(dig(got, "items").([]any)) != c.listed {
					t.Errorf("in the bin: %v", got)
				}
				lead.must(c.restored, "POST", wishes+"bin/"+id+"/restore", nil)
				if c.restored == 200 {
					lead.must(200, "GET", at, nil)
				}
			})
		}
	}
}
