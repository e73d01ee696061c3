"""A language goes in, the words that begin its sentences come out: behind a full stop no code and no host has them."""

from __future__ import annotations

_WORDS = {
    "de": "Der Die Das Den Dem Des Ein Eine Einen Einem Einer Wir Sie Er Es Ich Ihr Im In Am An Auf Aus Bei Beim Mit Nach Von "
    "Vom Vor Zu Zum Zur Für Und Aber Oder Wenn Weil Dann Dort Hier Doch Denn Diese Dieser Dieses Damit Danach Alle Auch Noch "
    "Nun Jetzt Wer Was Wie Bitte Unser Unsere",
    "fr": "Le La Les Un Une Des Du Nous Vous Il Elle Ils Elles On Ce Cette Ces Pour Dans Avec Sur Et Mais Ou Si Quand Comme "
    "Notre Nos Votre Vos Merci Son Sa Ses Leur Leurs Après Avant",
    "es": "El La Los Las Un Una En Y Pero Si Para Con Por Se Este Esta Estos Estas Nuestro Nuestra Cuando Como Hay Al Su Sus",
    "it": "Il Lo La Gli Le Un Una Nel Nella Per Con Ma Se Questo Questa Quando Come Ci Si Dopo Prima",
    "nl": "De Het Een We Wij Ze Zij Hij In Op Met Voor Maar En Als Dit Deze Er Dat Die Wie Ook Na Om",
    "pt": "O A Os As Um Uma Em No Na Nos Nas Para Com Mas Se Por Este Esta Quando Como Ao Seu Sua",
}
OPENERS = {language: frozenset(words.split()) for language, words in _WORDS.items()}
