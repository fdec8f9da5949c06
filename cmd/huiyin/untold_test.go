package main

import (
	"encoding/json"
	"strings"
	"testing"

	"huiyin/runtime/httpapi"
)

// G-11, E-06: a close that is refused says who has still to be told, also by way of merged records, and whose task that
// is.
func TestARefusedCloseNamesWhoTellsWhom(t *testing.T) {
	r := newMerges(t)
	into, id := r.wish("导出时选择字段", ""), r.wish("导出字段能不能选", "b@customer.example")
	r.merge(id, into)
	r.tick()
	r.decline(into)
	r.tick()
	read := func(b *browser) httpapi.ProcessView {
		var v httpapi.RecordView
		if err := json.Unmarshal(b.send("GET", suggestions+"/"+into, nil).body, &v); err != nil {
			t.Fatal(err)
		}
		return *v.Process
	}
	open := map[string]string{} // task -> who it is with
	for _, one := range []string{into, id} {
		for _, e := range r.load(one).Loop {
			for _, task := range r.load(one).Proc.Tasks {
				if !e.Kept() && task.ID == e.Task && task.State == "open" {
					open[task.ID] = task.People[0].User
				}
			}
		}
	}
	v := read(r.boss)
	if len(open) == 0 || len(v.Untold) < len(open) {
		t.Fatalf("%d tasks of telling, %v", len(open), v.Untold)
	}
	merged := 0
	for _, u := range v.Untold {
		if who, ok := open[u.Task]; ok && (len(u.People) != 1 || u.People[0].ID != who || u.Mine != (who == "u_boss")) {
			t.Errorf("%+v should be told by %s", u, who)
		}
		if u.Record != nil && u.Record.ID == id && u.Readable && u.Customer == "李四" {
			merged++
		}
	}
	if merged == 0 {
		t.Errorf("nobody is named of the merged record: %+v", v.Untold)
	}
	stopped := false
	for _, task := range v.Tasks {
		for _, b := range task.Buttons {
			stopped = stopped || b.Key == "close_declined" && strings.HasPrefix(b.DisabledBy, "process.promise_open") && b.Disabled != ""
		}
	}
	if !stopped {
		t.Errorf("closing is not refused: %+v", v.Tasks)
	}
}
