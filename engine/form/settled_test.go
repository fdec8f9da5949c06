package form_test

import (
	"encoding/json"
	"testing"

	"huiyin/engine/form"
)

const reachable = `{"kind":"form","key":"note","title":"留言","schemaVersion":1,"spec":{
 "fields":[
  {"key":"words","type":"text","title":"内容"},{"key":"email","type":"text","title":"邮箱"},{"key":"phone","type":"text","title":"电话"},
  {"key":"customer","type":"text","title":"客户"},{"key":"source","type":"text","title":"来源","default":"web"},
  {"key":"team","type":"text","title":"小组"},{"key":"both_sums","type":"formula","title":"计","settings":{"expression":"1 + 1","result":"number"}}],
 "logic":[{"key":"team","when":{"field":"words","op":"notEmpty"},"set":{"team":"a"}}],
 "checks":[
  {"key":"reach","field":"email","message":"至少留一种","when":{"all":[{"field":"email","op":"empty"},{"field":"phone","op":"empty"},
   {"field":"customer","op":"empty"},{"field":"source","op":"ne","value":"staff"}]}},
  {"key":"staff","field":"email","message":"从不","when":{"all":[{"field":"email","op":"empty"},{"field":"source","op":"eq","value":"staff"}]}},
  {"key":"team","field":"email","message":"小组","when":{"all":[{"field":"email","op":"empty"},{"field":"team","op":"empty"}]}},
  {"key":"both_sums","field":"email","message":"计","when":{"all":[{"field":"email","op":"empty"},{"field":"both_sums","op":"gt","value":1}]}}],
 "layout":[],
 "public":{"enabled":true,"layout":[{"field":"words"},{"field":"email"},{"field":"phone"}]}}}`

// A public form tells before it is sent what depends on fields it does not ask for as well, as far as it is known what
// they will hold; staff, whose records may hold anything there, are told by the server.
func TestPublicChecksKnowWhatIsNotAsked(t *testing.T) {
	f := compile(t, []byte(reachable))
	got, err := json.Marshal(f.View(form.ViewOptions{Lang: "zh", Public: true, Create: true, Now: clock}).Checks)
	if err != nil {
		t.Fatal(err)
	}
	want := `[{"when":{"all":[{"field":"email","op":"empty"},{"field":"phone","op":"empty"},{},{}]},"field":"email","message":"至少留一种"},` +
		`{"when":{"all":[{"field":"email","op":"empty"},{"any":[]}]},"field":"email","message":"从不"}]`
	if string(got) != want {
		t.Errorf("the visitor's checks:\n%s\nwant:\n%s", got, want)
	}
	again := f.View(form.ViewOptions{Lang: "zh", Public: true, Now: clock, Data: map[string]any{"customer": "c_1"}})
	if len(again.Checks) != 0 {
		t.Errorf("checks of a record that is there: %v", again.Checks)
	}
}
