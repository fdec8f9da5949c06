package engine_test

import (
	"slices"
	"testing"

	"huiyin/engine"
	"huiyin/engine/calendar"
	"huiyin/engine/problem"
)

// A promise to customers of a form that names no mail address is warned of where it is made: nothing could be sent (G-02).
func TestPromiseThatCannotBeSentIsWarnedOf(t *testing.T) {
	found := func(customer string) problem.List {
		_, problems := engine.Compile(deskWith(t, customer), 1, calendar.Holidays{})
		return slices.DeleteFunc(problems, func(p problem.Problem) bool { return p.Code != "process.audience_unreachable" })
	}
	const fields = `"fields":[{"key":"name","type":"text","title":"名称","required":true},{"key":"level","type":"select","title":"级别","settings":{"list":"level"}},
		{"key":"email","type":"email","title":"邮箱","personal":{"kind":"general","purpose":"反馈处理","retentionDays":730}}]`
	silent := found(`{"kind":"form","key":"customer","title":"客户","schemaVersion":1,"spec":{"titleField":"name",` + fields + `}}`)
	if len(silent) != 1 || !silent[0].Warning || silent[0].Pointer != "/process/flow/spec/promises/0/audience/0" {
		t.Errorf("a form without contact: %v", silent)
	}
	told := found(`{"kind":"form","key":"customer","title":"客户","schemaVersion":1,"spec":{"titleField":"name","contact":{"email":"email"},` + fields + `}}`)
	if len(told) != 0 {
		t.Errorf("a form with a mail address: %v", told)
	}
}
