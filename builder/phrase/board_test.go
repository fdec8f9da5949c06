package phrase_test

import (
	"slices"
	"testing"

	"huiyin/builder/phrase"
	"huiyin/engine/definition"
	_ "huiyin/engine/report"
)

// Changes of a board are told by what its readers see: no key of a setting, no code of a chart or a period.
func TestBoardChanges(t *testing.T) {
	board := func(spec string) definition.Bundle {
		d, problems := definition.Decode([]byte(`{"kind":"report","key":"b","title":{"zh":"周会","en":"Weekly"},"schemaVersion":1,"spec":` + spec + `}`))
		if problems.Err() != nil {
			t.Fatal(problems)
		}
		return bundle(t).With(d)
	}
	const number = `{"key":"n","title":{"zh":"全部","en":"All"},"chart":"number","question":{"dataset":"order","measures":[{"key":"n","fn":"count"}]},"place":{"x":6,"y":0,"w":3,"h":2}}`
	was := board(`{"widgets":[{"key":"w","title":{"zh":"各类别","en":"By kind"},"chart":"bar","question":{"dataset":"order","measures":[{"key":"n","fn":"count"}],"by":[{"field":"kind"}]},"place":{"x":0,"y":0,"w":6,"h":4}},` + number + `]}`)
	is := board(`{"period":"last30","widgets":[{"key":"w","title":{"zh":"各类别","en":"By kind"},"chart":"pie","settings":{"ring":true},"question":{"dataset":"order","measures":[{"key":"n","fn":"avg","of":"total"}],
		"by":[{"field":"title","top":5}],"period":{"field":"record.createdAt"},"where":{"field":"kind","op":"eq","value":"a"},"sort":[{"by":"n"}],"compare":["previous"]},"place":{"x":1,"y":2,"w":5,"h":4}}]}`)
	for lang, want := range map[string][]string{
		"zh": {
			"默认时间范围设为「近 30 天」",
			"组件「各类别」的图表由「柱状图」改为「饼图」",
			"修改了组件「各类别」的位置和大小",
			"修改了组件「各类别」的统计内容的分组",
			"组件「各类别」的统计内容的比较增加上一期",
			"修改了组件「各类别」的统计内容的指标",
			"修改了组件「各类别」的统计内容的时间字段",
			"修改了组件「各类别」的统计内容的排序",
			"组件「各类别」的统计内容的筛选条件设为类别 等于 甲",
			"修改了组件「各类别」的图表样式",
			"删除组件「全部」",
		},
		"en": {
			"Set period shown first to “the last 30 days”",
			"Changed chart of widget “By kind” from “Bars” to “Pie”",
			"Changed place and size of widget “By kind”",
			"Changed grouping of question of widget “By kind”",
			"Added to comparison of question of widget “By kind”: the period before",
			"Changed measures of question of widget “By kind”",
			"Changed date it goes by of question of widget “By kind”",
			"Changed sorting of question of widget “By kind”",
			"Set condition of question of widget “By kind” to Kind is A",
			"Changed look of widget “By kind”",
			"Removed widget “All”",
		},
	} {
		var got []string
		for _, c := range phrase.Changes(was, is, lang) {
			got = append(got, c.Words)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q", got)
		}
	}
}
