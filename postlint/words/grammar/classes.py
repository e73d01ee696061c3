"""Closed classes of English words, by the names that rows of patterns call them."""

from __future__ import annotations

from collections.abc import Mapping

_CLASSES = {
    "article": "the a an",
    "possessive": "our your my its their his her",
    "modal": "can could should would must might may will cannot can't couldn't shouldn't wouldn't mustn't won't",
    "do": "do does did don't doesn't didn't",
    "negation": "don't doesn't didn't can't couldn't shouldn't wouldn't mustn't won't cannot",
    "be": "is are was were am isn't aren't wasn't weren't",
    "have": "have has had haven't hasn't hadn't having",
    "subject": "I you he she it we they",
    "object": "me you him her it us them",
    "adverb": "not also only always never still just often now then thus easily automatically even already probably really simply "
    "usually generally currently fully actually finally soon later quickly directly",
    # What begins that which a verb acts on, so that no noun stands before it.
    "acted": "the a an this these those our your my its their his her it them him us me you all any some every each both",
    "preposition": "of in on at by for with from to into onto about through over under between within without via during after "
    "before since until against across along around behind beyond near per than as",
    # What may follow a noun so that it is no part of a longer one.
    "follows": "that which who of for in on at with from by into is are was were has have will can could should must may might to "
    "when where if because as than we you they it the this these",
    "counting": "these those many several various multiple numerous two three four five six seven eight nine ten twelve few",
    "start": "the your our its their my these those this each every",
    "singular": "a an this each every another",
    # Nouns that are counted, named or formed otherwise than their endings say.
    "plurals": "ways savings thanks lots odds goods kudos honors arms sports details works means ones thousands hundreds dozens "
    "millions basics contents yes minutes sales others whereabouts remains criteria news series species headquarters",
    "uncounted": "people data media staff police percent hundred thousand million billion trillion dozen score criteria metadata "
    "one other audience team crew company group committee board family government majority minority number lot couple variety "
    "range series feedback community pair half rest bit kind sort type time way least most more less same such few many fewer dev "
    "ops alone together first second third last next former latter following above below today everything anything nothing plus "
    "per species headquarters news information software hardware",
    "mass": "information software hardware advice equipment feedback documentation furniture homework knowledge progress evidence luggage",
    "masses": "informations softwares hardwares advices equipments furnitures homeworks feedbacks knowledges",
    "number": "few many dozen hundred couple thousand million great good other one two three four five six seven more most little "
    "minimum maximum no any some just another each every less only called named set",
    # After these a subject may have changed places with its verb, or a clause may end where the verb begins.
    "turn": "who whom that which what whatever all as than everything anything where how best why let let's lets make makes do "
    "does did see only thing if aim goal step plan idea task job way should whose whether nor neither",
    "finite": "is are was were am isn't aren't wasn't weren't have has had haven't hasn't do does did don't doesn't didn't can could "
    "should would must might may will cannot can't couldn't shouldn't wouldn't won't",
    # Verbs that are nouns only as the names of commands.
    "verbish": "create install define extend explain describe include require compute delete insert select reload rewrite refactor "
    "invoke submit unpack override deploy render",
    "clause": "if when because since while until once but that where so whether although though unless whenever think hope",
    "whenever": "if when once until after whenever first",
    "strong": "went took gave wrote began chose knew grew drew broke spoke drove forgot ate flew froze rode sang shook stole swam "
    "threw wore became tore rose arose fell forgave underwent withdrew rewrote overrode mistook undertook",
    "month": "January February March April May June July August September October November December",
    "weekday": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "pleased": "glad happy excited pleased proud delighted thrilled honored honoured",
    "predicate": "glad happy excited pleased proud delighted thrilled able unable aware ready available grateful thankful "
    "unavailable interested sorry",
    "wanting": "want wants wanted need needs needed wish hope hoped decide decided intend plan planned try tried prefer forget forgot",
    "them": "you us them me him users developers people everyone anyone others contributors maintainers",
    "asking": "all than as how what why where when which who whether",
    "existential": "there there's",
    "wishing": "requesting suggesting recommending asking proposed propose wish suggest suggests insist recommend ask asks asked require requires required important demand lest should would let make",
    "follow-up": "that which who",
}
CLASSES: Mapping[str, frozenset[str]] = {name: frozenset(words.split()) for name, words in _CLASSES.items()} | {"": frozenset()}
