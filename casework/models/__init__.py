from .conversations import Conversation, ConversationPresence, PlaceKind

__all__ = ["Conversation", "ConversationPresence", "PlaceKind"]
